# diarfix for CI that lacks Python: docker build -t diarfix . && docker run --rm -v "$PWD:/work" diarfix check .
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY diarfix diarfix
COPY rules rules
RUN python -m venv /opt/diarfix \
    && /opt/diarfix/bin/pip install --no-cache-dir --disable-pip-version-check .

FROM python:3.12-slim
COPY --from=build /opt/diarfix /opt/diarfix
RUN useradd --create-home diarfix
ENV PATH=/opt/diarfix/bin:$PATH \
    DIARFIX_CACHE_DIR=/tmp/diarfix
USER diarfix
WORKDIR /work
ENTRYPOINT ["diarfix"]
CMD ["--help"]
