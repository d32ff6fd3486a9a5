"""How sure a plan is: futures in which more sessions are missed, and what becomes of the debt."""
