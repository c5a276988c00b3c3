from .passages import Passage, align
