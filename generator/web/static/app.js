// 由 frontend/ 做成
