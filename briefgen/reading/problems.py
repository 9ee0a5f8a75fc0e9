"""What each finding of this room means, and what to do about it.

Codes are public: people write them into `checks.ignore`, the documentation lists them.
"""

from collections.abc import Mapping

EXPLANATIONS: Mapping[str, str] = {}
