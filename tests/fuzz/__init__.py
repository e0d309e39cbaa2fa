"""Every reader fed with bytes of any kind: by Hypothesis in the tests, by atheris as long as one likes."""
