"""riskcheck: what law, sanctions and licences mean for the AI models a team deploys."""

__version__ = "1.0.0"
