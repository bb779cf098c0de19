# Decides the commands of this project; `make help` lists them.
PORT ?= 8000

python := .venv/bin/python
pytest := $(python) -m pytest --ignore=tests/benchmarks
# pytest ends with 5 when it found no test to run, which is no failure where a part is still empty.
may_be_empty := || { code=$$?; [ $$code -eq 5 ] || exit $$code; }

.PHONY: help setup setup-dev run test test-slow check bench lock clean

help: ## 列出全部命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## 只准备运行环境（.venv）
	@bash .ci/environment runtime

setup-dev:
	@bash .ci/environment dev

run: setup ## 启动演示：首次运行会填入演示单位，PORT=8123 可换端口
	@exec .venv/bin/xuefa serve --demo --port $(PORT)

# Three workers keep two processors busy while one waits for a browser; who has nothing left takes over from others.
test: setup-dev ## 运行测试
	@bash .ci/system-packages
	$(pytest) -n 3 --dist worksteal -m "not slow"

test-slow: setup-dev ## 运行耗时的测试：真实中断、多进程、十万行数据
	@bash .ci/system-packages
	$(pytest) -m slow $(may_be_empty)

check: setup-dev ## 检查代码：风格、类型、架构
	$(python) -m ruff check .
	$(python) -m mypy question_bank $$(find webapp -name rules.py)
	$(pytest) -q tests/architecture

bench: setup-dev ## 测量性能，有一项不达标即以 1 退出
	$(python) -m pytest tests/benchmarks --benchmark-enable $(may_be_empty)

lock: ## 依据 pyproject.toml 重新生成依赖锁定文件
	@bash .ci/lock

clean: ## 删除环境和缓存，保留 instance/ 中的数据
	rm -rf .venv .cache build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks tests/browser/screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
