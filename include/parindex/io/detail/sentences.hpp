// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/phrase.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sentences of messages about delimited text, Arrow data and assessments as JSON.
namespace sentence {

inline constexpr Sentence<1> a_batch_of_columns{"a batch of {0} columns", "một lô có {0} cột"};
inline constexpr Sentence<2> a_batch_of_rows_from_row{"a batch of {0} rows from row {1}",
                                                      "một lô có {0} dòng từ dòng {1}"};
inline constexpr Sentence<0> a_batch_with_rows_that_are_null{
    "a batch with rows that are null as a whole", "một lô có dòng null toàn bộ"};
inline constexpr Sentence<0> a_character_cannot_be_here{
    "This character is not allowed here: a cell that begins with a quote must end with a quote, "
    "and a row must end with a line feed, or with a carriage return and a line feed",
    "Ký tự không được phép ở vị trí này: ô mở đầu bằng dấu ngoặc kép phải kết thúc bằng dấu ngoặc "
    "kép, dòng phải kết thúc bằng LF hoặc CR LF"};
inline constexpr Sentence<2> a_column_of_rows_from_row{"a column of {0} rows from row {1}",
                                                       "một cột có {0} dòng từ dòng {1}"};
inline constexpr Sentence<0> a_column_shorter_than_its_batch{"a column shorter than its batch",
                                                             "một cột ngắn hơn lô chứa nó"};
inline constexpr Sentence<1> a_column_with_buffers{"a column with {0} buffers",
                                                   "một cột có {0} vùng đệm"};
inline constexpr Sentence<0> a_column_without_a_validity_bitmap{
    "a column with nulls and without a validity bitmap",
    "một cột có giá trị null nhưng không có bitmap đánh dấu null"};
inline constexpr Sentence<0> a_column_without_an_array{"a column without an array",
                                                       "một cột không có mảng"};
inline constexpr Sentence<0> a_column_without_buffers{"a column without buffers",
                                                      "một cột không có vùng đệm"};
inline constexpr Sentence<0> a_column_without_values{"a column without values",
                                                     "một cột không có vùng đệm giá trị"};
inline constexpr Sentence<0> a_dictionary_column_without_a_dictionary{
    "a dictionary column without a dictionary", "một cột từ điển không có từ điển"};
inline constexpr Sentence<1> a_dictionary_with{"a dictionary with {0}", "một từ điển có {0}"};
inline constexpr Sentence<0> a_number_of_bytes{"a number of bytes", "số byte"};
inline constexpr Sentence<0> a_number_text_true_false_null_or_no_value{
    "a number, text, true, false, null or {\"no_value\": ...}",
    "số, chuỗi ký tự, true, false, null hoặc {\"no_value\": ...}"};
inline constexpr Sentence<0> a_quote_is_not_closed{"A quote is not closed",
                                                   "Dấu ngoặc kép không được đóng"};
inline constexpr Sentence<0> a_row_is_empty{"A row is empty", "Có dòng trống"};
inline constexpr Sentence<0> a_row_of_names{"a row with the names of the columns",
                                            "dòng ghi tên các cột"};
inline constexpr Sentence<0> a_stream_without_callbacks{"a stream without callbacks",
                                                        "luồng không có hàm gọi"};
inline constexpr Sentence<0> a_struct{"a struct", "một struct"};
inline constexpr Sentence<0> a_text_column_with_a_negative_offset{
    "a text column with a negative offset", "một cột chuỗi ký tự có vị trí âm"};
inline constexpr Sentence<0> a_text_column_with_offsets_that_go_back{
    "a text column with decreasing offsets",
    "một cột chuỗi ký tự có vị trí sau nhỏ hơn vị trí trước"};
inline constexpr Sentence<0> a_text_column_without_text{"a text column without text",
                                                        "một cột chuỗi ký tự không có nội dung"};
inline constexpr Sentence<0> a_list_of_objects_or_units{
    "a list of objects, or {\"units\": [...]}", "danh sách đối tượng, hoặc {\"units\": [...]}"};
inline constexpr Sentence<1> a_text_outside_its_buffer_in_row{
    "a text outside its buffer in row {0}", "một chuỗi ký tự nằm ngoài vùng đệm ở dòng {0}"};
inline constexpr Sentence<1> a_whole_number_at_most{"a whole number, at most {0}",
                                                    "số nguyên, không quá {0}"};
inline constexpr Sentence<0> an_arrow_column_has_no_schema{"An Arrow column has no schema",
                                                           "Cột Arrow không có lược đồ"};
inline constexpr Sentence<1> an_index_beyond_its_dictionary_in_row{
    "an index beyond its dictionary in row {0}", "một chỉ mục vượt quá từ điển ở dòng {0}"};
inline constexpr Sentence<1> arrow_type_of_format{"Arrow type {0}", "kiểu Arrow {0}"};
inline constexpr Sentence<3> column_cannot_be_written_as_decimals_in_row{
    "column \"{0}\" cannot be written as decimals: {1} in row {2} has no finite decimal form; "
    "write float64, or round in the rubric",
    "không ghi được cột \"{0}\" thành số thập phân: {1} ở dòng {2} không có dạng thập phân hữu "
    "hạn; hãy ghi float64, hoặc làm tròn trong bộ tiêu chí"};
inline constexpr Sentence<2> column_cannot_be_written_as_decimals_it{
    "column \"{0}\" cannot be written as decimals: it needs {1} decimal places, and at most 38 are "
    "possible",
    "không ghi được cột \"{0}\" thành số thập phân: cần {1} chữ số thập phân, tối đa chỉ được 38"};
inline constexpr Sentence<2> column_cannot_be_written_as_decimals_of_38{
    "column \"{0}\" cannot be written as decimals of 38 digits: {1}",
    "không ghi được cột \"{0}\" thành số thập phân 38 chữ số: {1}"};
inline constexpr Sentence<0> names_and_values{"names and values", "tên và giá trị"};
inline constexpr Sentence<0> no_array{"no array", "không có mảng"};
inline constexpr Sentence<1> no_column_at_position{"no column at position {0}",
                                                   "không có cột ở vị trí {0}"};
inline constexpr Sentence<0> no_message{"no message", "không có thông báo"};
inline constexpr Sentence<0> no_stream{"no stream", "không có luồng"};
inline constexpr Sentence<2> one_form_for_each_column{
    "each of the {0} columns needs one form, but {1} were given",
    "mỗi cột trong {0} cột cần một dạng, nhưng có {1} dạng"};
inline constexpr Sentence<0> text_a_number_true_false_or_null{
    "text, a number, true, false or null", "chuỗi ký tự, số, true, false hoặc null"};
inline constexpr Sentence<0> text_or_no_such_key{"text, or no such key",
                                                 "chuỗi ký tự, hoặc bỏ khóa này"};
inline constexpr Sentence<1> times_of_the_zone{
    "times in the time zone {0}; convert the column to dates",
    "thời điểm theo múi giờ {0}; hãy chuyển cột thành ngày"};
inline constexpr Sentence<0> the_arrow_array_was_released_before_it_was{
    "The Arrow array was released before it was read", "Mảng Arrow đã bị giải phóng trước khi đọc"};
inline constexpr Sentence<0> the_arrow_data_cannot_be_read{"the Arrow data cannot be read",
                                                           "không đọc được dữ liệu Arrow"};
inline constexpr Sentence<0> the_arrow_data_is_not_a_table{"The Arrow data is not a table",
                                                           "Dữ liệu Arrow không phải là bảng"};
inline constexpr Sentence<0> the_arrow_stream_cannot_be_read{"The Arrow stream cannot be read",
                                                             "Không đọc được luồng Arrow"};
inline constexpr Sentence<0> the_arrow_stream_failed_early{
    "The producer of the Arrow stream failed before the stream ended",
    "Bên cung cấp luồng Arrow gặp lỗi trước khi hết luồng"};
inline constexpr Sentence<0> the_arrow_stream_gave_no_schema{
    "The producer of the Arrow stream provided no schema",
    "Bên cung cấp luồng Arrow không đưa ra lược đồ"};
inline constexpr Sentence<0> the_arrow_stream_was_released_before_it_was{
    "The Arrow stream was released before it was read",
    "Luồng Arrow đã bị giải phóng trước khi đọc"};
inline constexpr Sentence<0> the_file_was_made_for_another_rubric{
    "The file was made for another rubric", "Tệp được lập cho bộ tiêu chí khác"};
inline constexpr Sentence<0> the_json_text_is_not_a_table{"The JSON text is not a table",
                                                          "Nội dung JSON không phải là bảng"};
inline constexpr Sentence<1> the_layout_of_batch_does_not_match_its_schema{
    "The layout of batch {0} does not match its schema",
    "Bố cục của lô {0} không khớp với lược đồ"};
inline constexpr Sentence<0> the_number_is_not_a_size_in_bytes{
    "The number is not a size in bytes", "Số không phải là kích thước tính bằng byte"};
inline constexpr Sentence<0> the_row_has_another_number_of_cells{
    "The number of cells in the row differs from the header",
    "Số ô của dòng khác với dòng tiêu đề"};
inline constexpr Sentence<0> the_row_has_the_column_twice{"The row has the column twice",
                                                          "Dòng có cột này hai lần"};
inline constexpr Sentence<0> the_row_is_not_an_object{"The row is not an object",
                                                      "Dòng không phải là đối tượng"};
inline constexpr Sentence<0> the_snapshots_fingerprint_does_not_match_its{
    "The snapshot's fingerprint does not match its contents",
    "Dấu vân tay của bản chốt không khớp với nội dung"};
inline constexpr Sentence<0> the_text_has_no_header{"The text has no header",
                                                    "Nội dung không có dòng tiêu đề"};
inline constexpr Sentence<0> the_text_is_empty{"The text is empty", "Chuỗi để trống"};

inline constexpr Sentence<0> the_table_cannot_be_read{"the table cannot be read",
                                                      "không đọc được bảng số liệu"};
inline constexpr Sentence<0> the_value_is_not_a_single_value{"The value is not a single value",
                                                             "Giá trị không phải là giá trị đơn"};
inline constexpr Sentence<0> unknown_key_of_a_table{"Unknown key of a table",
                                                    "Khóa của bảng không hợp lệ"};

}  // namespace sentence

}  // namespace detail

PARINDEX_END_NAMESPACE
