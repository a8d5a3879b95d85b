# aggregator with its pages and messages; docs/how-to/docker.md says how to run it.
# The Python that constraints.txt is tested with.
ARG PYTHON=3.11
FROM python:${PYTHON}-slim AS build
WORKDIR /src
COPY constraints.txt pyproject.toml README.md sources.yaml ./
COPY man/ man/
COPY fixtures/site/ fixtures/site/
COPY aggregator/ aggregator/
RUN python -m venv /opt/aggregator \
    && /opt/aggregator/bin/pip install --no-cache-dir --disable-pip-version-check -c constraints.txt '.[web,notify]'

FROM python:${PYTHON}-slim
COPY --from=build /opt/aggregator /opt/aggregator
# Nothing is written but the volume and /tmp, so the root may be read-only.
RUN useradd --uid 1000 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin aggregator \
    && install -d -o aggregator -g aggregator /data
ENV PATH=/opt/aggregator/bin:$PATH \
    AGGREGATOR_CONFIG=/data/sources.yaml \
    AGGREGATOR_DB=/data/aggregator.db \
    PYTHONDONTWRITEBYTECODE=1
USER 1000:1000
WORKDIR /data
VOLUME /data
EXPOSE 8001
# Unhealthy means that a person is needed; the doctor's words are in the log of the check.
HEALTHCHECK --interval=15m --timeout=1m --start-period=5m CMD ["aggregator", "doctor", "--offline", "--quiet"]
ENTRYPOINT ["aggregator"]
CMD ["run"]
