"""The one reading path of every free-form source: lines with places -> segments with roles -> raw items -> questions.

Where is it decided? `source` what a format hands over, `words` which Chinese words mean what, `keytables`, `pairs` and
`keylists` (`keyregions`, `keyrows`) which lines are keys or columns and no questions, `cuts` where the parts of a line
begin, `segments` their `roles`, `layout` how a file numbers its questions, `blocks` (`items`, `groups`) which segments
make one raw item, `tables` (`headers`, `cells`) rows with a header, `matching` whose key is whose, `marks` what stands
out, `keys` what a written key says, `stems` and `gaps` what of a stem is none, `citations` what a written law reference
says, `normalise` and `cases` what may be published.
"""
