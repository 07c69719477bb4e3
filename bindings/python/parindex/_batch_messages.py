# SPDX-License-Identifier: MIT
"""The sentences of messages about batches, Parquet files and clusters, in both languages."""

from __future__ import annotations

from parindex._sentences import Sentence

ARROW_NEEDS_PYARROW = Sentence(
    "Arrow batches and Parquet files need the package pyarrow",
    "Lô Arrow và tệp Parquet cần gói pyarrow",
)
A_BATCH_HAS_OTHER_COLUMNS = Sentence(
    "A batch has other columns than the first one", "Một lô có cột khác với lô đầu"
)
A_BATCH_IS_NO_ARROW_DATA = Sentence("A batch has no Arrow data", "Một lô không có dữ liệu Arrow")
A_COLUMN_OF_TYPE = Sentence("column {0} of type {1}", "cột {0} kiểu {1}")
A_RECORD_BATCH = Sentence("a record batch", "một lô Arrow")
A_SPARK_FRAME = Sentence("a DataFrame of Spark", "một DataFrame của Spark")
CUSTOM_RULES_ARE_NOT_SENT = Sentence(
    "the plan has custom rules, which are code: custom=True sends it to the executors",
    "bộ tiêu chí có cách tính riêng, tức là mã lệnh: custom=True thì gửi mã đó tới các máy",
)
IN_BATCH = Sentence("{0} in batch {1}", "{0} ở lô {1}")
IN_PARTITION = Sentence("{0} (partition {1})", "{0} (phần {1})")
NO_SUCH_COLUMN = Sentence("no column {0}", "không có cột {0}")
PARQUET_FILES_WITHOUT_TEXT = Sentence(
    "--format {0} is not a form of a Parquet file", "tệp Parquet không có dạng --format {0}"
)
ROWS_WITHOUT_A_UNIT = Sentence("Rows do not name a unit", "Có dòng không nêu đơn vị")
SEVERAL_ROWS_OF_A_UNIT = Sentence("A unit has several rows", "Một đơn vị có nhiều dòng")
STATEMENTS_ARE_ABOUT_OTHER_FILES = Sentence(
    "--units and statements about text apply to files of text and workbooks, not to Parquet files",
    "--units và các tùy chọn cách đọc chữ dùng cho tệp văn bản và bảng tính, không dùng cho Parquet",
)
THE_BATCHES_CANNOT_BE_SCORED = Sentence(
    "the batches cannot be scored", "không chấm điểm được các lô"
)
THE_EXECUTOR_HAS_ANOTHER_PLAN = Sentence(
    "the executor compiles another plan, {0}, than the driver, {1}",
    "máy tính biên dịch bộ tiêu chí thành {0}, khác máy điều khiển: {1}",
)
THE_FOLDER_HAS_NO_PARQUET_FILES = Sentence(
    "The folder has no Parquet files", "Thư mục không có tệp Parquet"
)
THE_PARQUET_FILE_IS_BROKEN = Sentence("The Parquet file is broken", "Tệp Parquet bị hỏng")
