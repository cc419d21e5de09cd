"""“三公”, 采购, 会议, 培训 and 机关运行经费: quantities beside their costs, and what may not be more than what."""
