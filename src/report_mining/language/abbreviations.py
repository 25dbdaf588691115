"""Abbreviations, in Dutch and English, whose full stop does not end a sentence."""

# ruff: noqa: SIM905  (word lists read better as text)
from __future__ import annotations

# Lower case, without the last full stop. Never the end of a sentence.
NEVER_FINAL = frozenset(
    """
    o.a onder.a m.b.t d.w.z d.m.v i.v.m i.h.k.v i.p.v i.t.t m.u.v m.i.v m.n n.a.v o.b.v o.g.v o.l.v
    t.a.v t.b.v t.g.v t.o.v t.w t.n.v a.d.h.v b.v.b e.d.m i.c i.g.v i.o i.o.v i.s.m m.a.w m.m.v
    o.i.d.v p.m r.e z.g zgn zg bijv bv vb resp incl excl ca circa jl ll vgl dhr mw mevr drs ir ing mr
    prof dr ds jhr bc st sr blz par hfst afd artt afb bijl
    i.e e.g cf viz vs approx esp ms mrs messrs hon gen sen capt gov sgt rev dept univ
    ch chs sec secs para paras vol vols ed eds pp refs annot
    """.split()
)

# Stop a sentence only when no number follows: "No. 3", "art. 9", "p. 12".
BEFORE_NUMBER = frozenset(
    "no nr nrs nos p pg pag vol ch sec art artt par para fig tab note noot eq rev lid".split()
)

# May end a sentence: they do when a typical sentence opener follows.
MAYBE_FINAL = frozenset(
    """
    n.v b.v v.o.f c.v u.a s.a s.p.a s.e a.g p.l.c l.l.c l.p u.s u.k u.s.a e.u u.n w.v inc ltd co corp
    bros plc llc pty enz etc e.d e.a e.v o.i.d c.s a.m p.m jr sr ph.d m.sc b.sc
    jan feb mrt mar apr jun jul aug sep sept okt oct nov dec mln mld mio bn al
    """.split()
)

# Words that open a sentence after an abbreviation that may or may not have ended one.
OPENERS = frozenset(
    """
    de het een dit deze die dat wij we in op voor met door bij om als er ook daarnaast daarom hierbij
    hiermee onze ons zij ze hij naast tijdens sinds vanaf volgens binnen alle elk ieder wanneer indien
    the this these those a an we our it its they in on for with by at as if when where while there here
    since during under all each every however moreover furthermore additionally to from he she his her
    their that no any both such through after before between
    """.split()
)
