"""The Bot API methods that the bot uses, each a function of the world and the call's values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tests.telegram_stand_in.entities import LONGEST_TEXT, CannotParse, parse_html, units
from tests.telegram_stand_in.world import BOT, Chat, Refusal, World

LONGEST_CAPTION = 1_024
UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message"
)
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
ACTIONS = {"typing", "upload_photo", "upload_document", "record_voice", "upload_voice"}

Values = dict[str, Any]
Method = Callable[[World, Values], Any]


def get_me(world: World, values: Values) -> Any:
    return BOT


def send_message(world: World, values: Values) -> Any:
    chat = world.chat(values.get("chat_id"))
    content = _text(values, "text", LONGEST_TEXT, "message")
    return _send(world, chat, values, content)


def send_photo(world: World, values: Values) -> Any:
    chat = world.chat(values.get("chat_id"))
    content = _text(values, "caption", LONGEST_CAPTION, "caption")
    name = _file(world, values, "photo")
    size = {"file_id": name, "file_unique_id": name[-8:], "width": 800, "height": 450}
    return _send(world, chat, values, content | {"photo": [size]})


def send_document(world: World, values: Values) -> Any:
    chat = world.chat(values.get("chat_id"))
    content = _text(values, "caption", LONGEST_CAPTION, "caption")
    name = _file(world, values, "document")
    document = {"file_id": name, "file_unique_id": name[-8:]}
    return _send(world, chat, values, content | {"document": document})


def edit_message_text(world: World, values: Values) -> Any:
    chat, message = _own_message(world, values)
    content = _text(values, "text", LONGEST_TEXT, "message")
    if markup := _keyboard(values):
        content["reply_markup"] = markup
    before = {key: message.get(key) for key in ("text", "entities", "reply_markup")}
    after = {key: content.get(key) for key in ("text", "entities", "reply_markup")}
    if before == after:
        raise Refusal(400, UNCHANGED)
    _may_go(world, chat)
    for key in before:
        message.pop(key, None)
    message |= content | {"edit_date": int(world.wall())}
    return message


def edit_message_reply_markup(world: World, values: Values) -> Any:
    chat, message = _own_message(world, values)
    markup = _keyboard(values)
    if message.get("reply_markup") == markup:
        raise Refusal(400, UNCHANGED)
    _may_go(world, chat)
    message.pop("reply_markup", None)
    if markup:
        message["reply_markup"] = markup
    return message


def delete_message(world: World, values: Values) -> Any:
    chat = world.chat(values.get("chat_id"))
    if chat.messages.pop(int(values.get("message_id", 0)), None) is None:
        raise Refusal(400, "Bad Request: message to delete not found")
    return True


def answer_callback_query(world: World, values: Values) -> Any:
    number = str(values.get("callback_query_id"))
    if number not in world.callbacks:
        raise Refusal(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        )
    if units(str(values.get("text", ""))) > 200:
        raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
    del world.callbacks[number]
    world.answered[number] = values
    return True


def send_chat_action(world: World, values: Values) -> Any:
    chat = world.chat(values.get("chat_id"))
    if values.get("action") not in ACTIONS:
        raise Refusal(400, "Bad Request: wrong parameter action in request")
    _may_go(world, chat)
    return True


def set_my_commands(world: World, values: Values) -> Any:
    commands = _json(values, "commands") or []
    if len(commands) > 100:
        raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command.get("command", "")):
            raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= units(command.get("description", "")) <= 256:
            raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands = commands
    return True


def set_my_description(world: World, values: Values) -> Any:
    return _about(world, values, "description", 512)


def set_my_short_description(world: World, values: Values) -> Any:
    return _about(world, values, "short_description", 120)


def get_file(world: World, values: Values) -> Any:
    name = str(values.get("file_id"))
    if name not in world.files:
        raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    return {
        "file_id": name,
        "file_unique_id": name[-8:],
        "file_size": len(world.files[name]),
        "file_path": f"documents/{name}",
    }


def set_webhook(world: World, values: Values) -> Any:
    secret = str(values.get("secret_token") or "")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise Refusal(400, "Bad Request: secret token contains unallowed characters")
    url = str(values.get("url", ""))
    if not url.startswith(("https://", "http://127.0.0.1")):  # Telegram itself wants https
        raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    world.webhook, world.webhook_secret = url, secret
    world.webhook_at_once = int(values.get("max_connections") or 40)
    wanted = values.get("allowed_updates")
    if wanted is not None:
        world.allowed_updates = json.loads(wanted) if isinstance(wanted, str) else list(wanted)
    world.news.set()
    return True


def delete_webhook(world: World, values: Values) -> Any:
    world.webhook = ""
    if values.get("drop_pending_updates") in (True, "true"):
        world.updates.clear()
    return True


def answer_inline_query(world: World, values: Values) -> Any:
    number = str(values.get("inline_query_id"))
    if number not in world.inline:
        raise Refusal(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        )
    results = _json(values, "results") or []
    if len(results) > 50:
        raise Refusal(400, "Bad Request: RESULTS_TOO_MUCH")
    ids = [str(one.get("id", "")) for one in results]
    if len(set(ids)) < len(ids) or not all(1 <= len(one.encode()) <= 64 for one in ids):
        raise Refusal(400, "Bad Request: RESULT_ID_INVALID")
    for one in results:
        if one.get("type") != "article" or not one.get("title"):
            raise Refusal(400, "Bad Request: can't parse inline query result")
        content = one.get("input_message_content") or {}
        _text({"text": content.get("message_text", ""), **content}, "text", LONGEST_TEXT, "message")
    del world.inline[number]
    world.offered[number] = values | {"results": results}
    return True


def get_webhook_info(world: World, values: Values) -> Any:
    info: dict[str, Any] = {
        "url": world.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if world.webhook:
        info["max_connections"] = world.webhook_at_once
    if world.hook_failed:
        failed = {"last_error_date": int(world.wall()), "last_error_message": world.hook_failed}
        info |= failed
    return info


METHODS: dict[str, Method] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "sendchataction": send_chat_action,
    "setmycommands": set_my_commands,
    "setmydescription": set_my_description,
    "setmyshortdescription": set_my_short_description,
    "getfile": get_file,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}


def _may_go(world: World, chat: Chat) -> None:
    if seconds := world.flood.check(chat.id):
        raise Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def _send(world: World, chat: Chat, values: Values, content: Values) -> Values:
    if markup := _keyboard(values):
        content["reply_markup"] = markup
    reply = _json(values, "reply_parameters")
    if reply:
        found = chat.messages.get(int(reply.get("message_id", 0)))
        if found is not None:
            content["reply_to_message"] = {
                key: found[key] for key in ("message_id", "date", "chat", "from")
            }
        elif not reply.get("allow_sending_without_reply"):
            raise Refusal(400, "Bad Request: message to be replied not found")
    _may_go(world, chat)
    world.sent_count += 1
    world.last_sent_at = world.clock()
    return world.message(chat, BOT, **content)


def _text(values: Values, key: str, longest: int, what: str) -> Values:
    """Return text and entities as Telegram keeps them; refuse what Telegram refuses."""
    source = str(values.get(key, ""))
    mode = str(values.get("parse_mode", ""))
    entities: list[dict[str, object]] = []
    if mode.upper() == "HTML":
        try:
            parsed = parse_html(source)
        except CannotParse as error:
            raise Refusal(400, f"Bad Request: can't parse entities: {error}") from None
        source, entities = parsed.text, parsed.entities
    elif mode:
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    if what == "message" and not source.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if units(source) > longest:
        raise Refusal(400, f"Bad Request: {what} is too long")
    content: Values = {key: source} if source else {}
    if entities:
        content["entities" if key == "text" else "caption_entities"] = entities
    return content


def _keyboard(values: Values) -> Values | None:
    markup = _json(values, "reply_markup")
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if sum(len(row) for row in rows) > 100 or any(len(row) > 8 for row in rows):
        raise Refusal(400, "Bad Request: reply markup is too long")
    for row in rows:
        for button in row:
            _judge_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _judge_button(button: Values) -> None:
    if not str(button.get("text", "")).strip():
        raise Refusal(400, "Bad Request: can't parse reply keyboard markup JSON object")
    kinds = button.keys() - {"text", "style", "icon_custom_emoji_id"}
    if len(kinds) != 1:
        raise Refusal(
            400,
            "Bad Request: can't parse inline keyboard button:"
            " Text buttons are unallowed in the inline keyboard",
        )
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")


def _own_message(world: World, values: Values) -> tuple[Chat, Values]:
    chat = world.chat(values.get("chat_id"))
    message = chat.messages.get(int(values.get("message_id", 0)))
    if message is None:
        raise Refusal(400, "Bad Request: message to edit not found")
    if not message["from"]["is_bot"]:
        raise Refusal(400, "Bad Request: message can't be edited")
    return chat, message


def _file(world: World, values: Values, key: str) -> str:
    """Return the id of an uploaded file, or of one sent again by its id."""
    given = values.get(key)
    if isinstance(given, str) and given.startswith("attach://"):
        given = values.get(given.removeprefix("attach://"))
    if isinstance(given, bytes):
        name = f"FILE{world.next_file:012d}"
        world.next_file += 1
        world.files[name] = given
        return name
    if not isinstance(given, str) or given not in world.files:
        raise Refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
    return given


def _about(world: World, values: Values, key: str, longest: int) -> bool:
    text = str(values.get(key, ""))
    if units(text) > longest:
        raise Refusal(400, f"Bad Request: {key} is too long")
    world.about[key] = text
    return True


def _json(values: Values, key: str) -> Any:
    """Return a structured value, sent as JSON itself or as JSON inside a form field."""
    value = values.get(key)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refusal(400, f"Bad Request: can't parse {key} JSON object") from None
