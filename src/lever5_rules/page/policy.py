"""The content security policy of the page: its own files, its own worker, and nothing else."""

RULES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
}


def policy(*, logo: bool = False) -> str:
    """Return the policy; only a site with its own logo may show an image, its own."""
    rules = RULES | ({"img-src": "'self'"} if logo else {})
    return "; ".join(f"{name} {value}" for name, value in rules.items())
