"""Peers that several measurements share."""
from __future__ import annotations


def spacy_small():
    """spaCy's small English model and what to call it; where it cannot be had, its shape untrained, which takes the same time a word."""
    import spacy
    try:
        return spacy.load("en_core_web_sm"), "spaCy small"
    except OSError:
        model = spacy.blank("en")
        tok2vec = {"@architectures": "spacy.Tok2Vec.v2",
                   "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "include_static_vectors": False,
                             "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
                             "rows": [5000, 1000, 2500, 2500, 50, 50]},
                   "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1,
                              "maxout_pieces": 3}}
        model.add_pipe("tok2vec", config={"model": tok2vec})
        tagger, parser, names = model.add_pipe("tagger"), model.add_pipe("parser"), model.add_pipe("ner")
        for tag in ("NN", "VBD", "JJ", "IN", "DT", "NNP", "VB", "RB", "CC", "PRP"):
            tagger.add_label(tag)
        for relation in ("nsubj", "dobj", "ROOT", "prep", "pobj", "det", "amod", "advmod", "ccomp", "punct"):
            parser.add_label(relation)
        for kind in ("PERSON", "ORG", "GPE"):
            names.add_label(kind)
        model.initialize()
        model.add_pipe("sentencizer", first=True)
        return model, "a spaCy model of the small one's shape (untrained: the trained one was not to be had)"
