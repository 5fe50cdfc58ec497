"""Pictures: a chart spec in, a PNG out, drawn in a process of its own."""

from handlers.drawing.drawer import Drawer
from handlers.drawing.folder import PictureFolder

__all__ = ["Drawer", "PictureFolder"]
