# make build  由 data/ 生成文本到 output/      make test  检查代码并运行全部测试
# make install  装好开发环境 .venv             make fonts  只准备字体
# make bundle  做离线安装包到 dist/(要有网络)   make test-bundle  做一份、断开网络装一遍
# make page     由 frontend/ 重做页面的脚本和样式(要有 node;做成的文件在仓库里,平时不必)
SHELL := /bin/bash
PYTEST_ARGS ?= -n auto --dist worksteal

.PHONY: build test test-bundle install fonts bundle page clean

build:
	@tools/setup.sh run
	@.venv/bin/juesuan build

test: install
	.venv/bin/ruff check .
	.venv/bin/mypy --strict
	.venv/bin/lint-imports --no-logo
	.venv/bin/pytest $(PYTEST_ARGS)

test-bundle: install
	.venv/bin/pytest tests/test_bundle.py --bundle -rs

bundle:
	@tools/bundle.sh

install:
	@tools/setup.sh dev

fonts:
	@tools/setup.sh fonts

page:
	cd frontend && npm ci --ignore-scripts --no-audit --no-fund && npm run build

# 不动 output/ 里的文本
clean:
	rm -rf .venv fonts dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
