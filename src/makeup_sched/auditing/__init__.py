"""What the IEP services promise against what was given, by service and month."""

from makeup_sched.auditing.audit import Audit, audit_case

__all__ = ["Audit", "audit_case"]
