"""One file a migration, in order. A migration is never changed once it is released."""
