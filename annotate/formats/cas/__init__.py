"""The UIMA CAS of DKPro Core and INCEpTION, as XMI and as JSON.

Mentions are DKPro's ``NamedEntity`` (``value`` the label, ``identifier`` the entity's reference), entities its
coreference chains, and the text has its sentences and tokens. What DKPro has no place for is in types of aka's own,
which other programs pass over. Offsets in the files are UTF-16 units.
https://docs.oasis-open.org/uima/v1.0/uima-v1.0.html, https://github.com/apache/uima-uimaj-io-jsoncas (JSON CAS 0.4)
"""
