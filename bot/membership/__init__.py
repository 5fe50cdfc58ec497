"""Who belongs to the partnership: invitations, roles, cover, what is held on whom."""
