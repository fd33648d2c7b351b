#include "backend/data/record_reader.h"

#include "backend/data/byte_source.h"
#include "backend/data/table_reader.h"
#include "backend/io/files.h"

#include <algorithm>
#include <cctype>

namespace loratrf {

namespace {

using std::filesystem::path;

constexpr int64_t rows_of_another_kind = 100; // at the start, none of which can be parsed

std::string lower_suffix(const path& file) {
    std::string suffix = file.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) { return std::tolower(c); });
    return suffix;
}

bool blank(const std::string& text) {
    return text.find_first_not_of(" \t\r") == std::string::npos;
}

// As it stands at `where`; what is wrong with it is the record's fault.
Record parsed(const RecordText& text, int64_t line, const std::string& where) {
    Record record{line, {}, {}};
    if (const std::optional<RecordText::Fault> fault = text.fault()) {
        record.fault = fault->what;
        record.code = fault->code;
        return record;
    }
    try {
        record.value = parse_json(text.text, where);
    } catch (const Error& error) {
        const std::string what = error.what(), place = where + ": ";
        record.fault = what.starts_with(place) ? what.substr(place.size()) : what;
        record.code = error.code();
    }
    return record;
}

void read_lines(const path& file, uint64_t limit, const std::function<bool(Record&&)>& on_record,
                const ReadProgress& progress) {
    ByteSource source(file, progress);
    RecordText row(file, limit);
    while (source.peek() != ByteSource::End) {
        row.begin(source.line());
        while (source.peek() != ByteSource::End && source.peek() != '\n')
            row.add(source.get());
        const bool ended = source.get() == '\n';
        if (blank(row.text) && !row.fault())
            continue;
        Record record = parsed(row, row.line(), row.where());
        if (record.code == ErrorCode::BadJson && !ended) {
            record.code = ErrorCode::Truncated;
            record.fault += " (the file ends inside this line)";
        }
        if (!on_record(std::move(record)))
            return;
    }
}

// The bytes of one array element: up to the comma or bracket that ends it.
void read_element(ByteSource& source, RecordText& element, const std::string& where) {
    int depth = 0;
    bool in_string = false;
    for (;;) {
        const int byte = source.peek();
        if (byte == ByteSource::End)
            throw Error(ErrorCode::Truncated, where + ": the file ends inside the array; expected \"]\"");
        if (!in_string && depth == 0 && (byte == ',' || byte == ']'))
            return;
        element.add(source.get());
        if (in_string) {
            if (byte == '\\' && source.peek() != ByteSource::End)
                element.add(source.get());
            in_string = byte != '"';
        } else {
            in_string = byte == '"';
            depth += (byte == '{' || byte == '[') - (byte == '}' || byte == ']');
        }
    }
}

void read_array(const path& file, uint64_t limit, const std::function<bool(Record&&)>& on_record,
                const ReadProgress& progress) {
    ByteSource source(file, progress);
    source.skip_space();
    source.get(); // "[", see detect_record_format
    source.skip_space();
    if (source.peek() == ']')
        source.get();
    else {
        RecordText element(file, limit);
        for (int64_t index = 1;; ++index) {
            source.skip_space();
            const std::string where =
                "row " + std::to_string(index) + " (line " + std::to_string(source.line()) + ") of " + file.string();
            element.begin(source.line());
            read_element(source, element, where);
            Record record = parsed(element, index, where);
            if (element.text.empty()) // the rows behind it would be counted otherwise than by their texts
                throw Error(ErrorCode::BadJson, where + ": " + record.fault);
            if (!on_record(std::move(record)))
                return;
            if (source.get() == ']')
                break;
        }
    }
    source.skip_space();
    if (source.peek() != ByteSource::End)
        throw Error(ErrorCode::TrailingData, place(file, source.line()) + ": text after the end of the JSON array");
}

} // namespace

const char* record_format_name(RecordFormat format) {
    switch (format) {
    case RecordFormat::JsonLines:
        return "JSON lines";
    case RecordFormat::JsonArray:
        return "JSON array";
    case RecordFormat::Csv:
        return "CSV";
    case RecordFormat::Tsv:
        return "TSV";
    }
    return "?";
}

RecordFormat detect_record_format(const path& file) {
    ByteSource source(file);
    if (source.peek() == ByteSource::End)
        throw Error(ErrorCode::NoRows, file.string() + ": the file is empty; expected rows");
    try {
        refuse_pickle(file);
    } catch (const Error& error) { // which speaks of models
        if (error.code() != ErrorCode::Pickle)
            throw;
        throw Error(ErrorCode::Pickle, file.string() +
                                           ": a zip archive, as .xlsx and .zip files are, or a Python pickle, which "
                                           "are not read as rows. Save the rows as JSONL or CSV");
    }

    const std::string suffix = lower_suffix(file);
    if (suffix == ".csv")
        return RecordFormat::Csv;
    if (suffix == ".tsv" || suffix == ".tab")
        return RecordFormat::Tsv;
    source.skip_space();
    switch (source.peek()) {
    case '[':
        return RecordFormat::JsonArray;
    case '{':
        return RecordFormat::JsonLines;
    case ByteSource::End:
        throw Error(ErrorCode::NoRows, file.string() + ": only white space; expected rows");
    default:
        break;
    }
    if (suffix == ".jsonl" || suffix == ".ndjson")
        return RecordFormat::JsonLines; // so that the fault is reported with its line
    if (suffix == ".parquet" || suffix == ".arrow")
        throw Error(ErrorCode::Unsupported,
                    file.string() + ": " + suffix.substr(1) + " files cannot be read; convert it to JSONL or CSV");
    throw Error(ErrorCode::WrongFormat, file.string() +
                                            ": expected JSON lines or a JSON array (\"{\" or \"[\" at the start), "
                                            "or a table named .csv or .tsv");
}

void read_records(const path& file, uint64_t max_record_bytes, const std::function<bool(Record&&)>& on_record,
                  const ReadProgress& progress) {
    const RecordFormat format = detect_record_format(file);
    std::optional<Error> first_fault;
    int64_t faulty = 0;
    bool any = false, stopped = false;
    const auto watch = [&](Record&& record) {
        if (!any && record.code) {
            const std::string row = format == RecordFormat::JsonArray
                                        ? "row " + std::to_string(record.line) + " of " + file.string()
                                        : place(file, record.line);
            if (!first_fault)
                first_fault.emplace(*record.code, row + ": " + record.fault);
            if (++faulty == rows_of_another_kind)
                throw *first_fault;
        }
        any = any || !record.code;
        stopped = !on_record(std::move(record));
        return !stopped;
    };
    switch (format) {
    case RecordFormat::JsonLines:
        read_lines(file, max_record_bytes, watch, progress);
        break;
    case RecordFormat::JsonArray:
        read_array(file, max_record_bytes, watch, progress);
        break;
    case RecordFormat::Csv:
        read_table(file, TableStyle::Csv, max_record_bytes, watch, progress);
        break;
    case RecordFormat::Tsv:
        read_table(file, TableStyle::Tsv, max_record_bytes, watch, progress);
        break;
    }
    if (!any && first_fault && !stopped)
        throw *first_fault;
}

} // namespace loratrf
