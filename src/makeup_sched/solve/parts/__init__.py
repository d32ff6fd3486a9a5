"""A district solved by parts: cut out, sent to workers, planned there, put together again."""
