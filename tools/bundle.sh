#!/usr/bin/env bash
# 做离线安装包,放在 dist/:程序、要用的全部软件包、字体、手册。用法:tools/bundle.sh [windows] [linux] [linux-aarch64]
# 不写就做 windows 和 linux;要有网络。Python 的版本默认 3.11 至 3.14,只要一种的:PYTHONS=3.12 tools/bundle.sh windows
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tools/setup.sh run
exec .venv/bin/python -m tools.bundle.make "$@"
