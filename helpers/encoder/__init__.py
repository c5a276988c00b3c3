"""A small transformer for the questions that word lists cannot answer: who said what, who is named, what tone is taken.

It is a MiniLM of six layers (Wang et al. 2020), trained further on labelled news (`training/`, and the card
`helpers/models/README.md`): once to read, once to hear tone, with one table of word vectors. Kept in 8 bits and run by onnxruntime
on the CPU. Nothing here needs torch.

    reading = encoder.read(article)              # quotations, names and links between words: sentences in their context
    tones = encoder.tones(article.text, spans)   # tone of sentences and towards targets: each sentence alone, names hidden

What the model sees of a word beside its letters: its case, whether it begins a paragraph, whether it stands between
quotation marks. Everything it answers is given for words (letters or one mark each) with offsets into the text.
"""
from .network import FIRST, LAST, MODEL, TONE_MODEL, WORDS, Model, available, model, tone_model
from .pieces import CONTEXT, HIDDEN, LIMIT, MARKS, Pieces, cut, opens_quotation, tokenizer, windows
from .reading import NAMES, POINTERS, QUOTATION, WIDTH, Name, Quotation, Reading, read, read_text
from .toning import TARGET, Tones, hides, tones

__all__ = ["CONTEXT", "FIRST", "HIDDEN", "LAST", "LIMIT", "MARKS", "MODEL", "NAMES", "POINTERS", "QUOTATION", "TARGET",
           "TONE_MODEL", "WIDTH", "WORDS", "Model", "Name", "Pieces", "Quotation", "Reading", "Tones", "available", "cut", "hides", "model",
           "opens_quotation", "read", "read_text", "tokenizer", "tone_model", "tones", "windows"]
