"""Names -> candidates for what they refer to, from a service that speaks the W3C Reconciliation Service API 0.2.

OpenRefine and Wikidata speak it. No service is asked unless a person names one. What it answers is untrusted.
"""

from annotate.reconcile.protocol import Candidate, Query
from annotate.reconcile.references import queries_of, query_of, refer, sure
from annotate.reconcile.service import Service, address

__all__ = ["Candidate", "Query", "Service", "address", "queries_of", "query_of", "refer", "sure"]
