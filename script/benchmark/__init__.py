"""How fast the portal answers, beside the plain way of writing the same thing. Run it by `script/bench`.

It knows every app; nothing but `script/lib/bench.py` knows it. Sizes and figures are those of a study whose prototypes
had them; what each case is promised to be is in `cases.py`.
"""
