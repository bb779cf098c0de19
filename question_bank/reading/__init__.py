"""The one reading path of every free-form source: lines with places -> segments with roles -> raw items -> questions.

Where is it decided? `source` what a format hands over, `words` which Chinese words mean what, `segments` the roles of a
line's parts, `layout` how a file numbers its questions, `blocks` which segments make one raw item, `tables` rows with
a header, `keys` what a written key says, `citations` what a written law reference says, `normalise` what may be
published.
"""
