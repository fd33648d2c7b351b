// What sites do over many rows: the sums by hand, then a run's own rows.

#include "backend/api/filter_statistics.h"
#include "backend/train/token_statistics.h"
#include "train/small_run.h"

#include <cmath>

using namespace loratrf;

namespace {

TokenStatistics::Row row(int64_t line, const std::vector<std::string>& tokens, const std::string& topic) {
    TokenStatistics::Row row;
    row.line = line;
    row.tokens = tokens;
    row.special.assign(tokens.size(), false);
    row.supervised.assign(tokens.size(), false);
    row.supervised.back() = true;
    row.labels["topic"] = topic;
    return row;
}

const GroupStatistics& group(const FilterStatistics& statistics, const std::string& grouping, const std::string& name) {
    for (const Grouping& one : statistics.groupings)
        if (one.name == grouping)
            for (const GroupStatistics& group : one.groups)
                if (group.name == name)
                    return group;
    qFatal("no group %s", name.c_str());
}

} // namespace

class TestFilterStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindsOfTokens() {
        QCOMPARE(token_kind("<|im_end|>", true), std::string("control tokens"));
        QCOMPARE(token_kind(" lane", false), std::string("words"));
        QCOMPARE(token_kind(" Lane", false), std::string("capitalised words"));
        QCOMPARE(token_kind("eBay", false), std::string("words"));
        QCOMPARE(token_kind("über", false), std::string("words"));
        QCOMPARE(token_kind(" 14", false), std::string("numbers"));
        QCOMPARE(token_kind(",", false), std::string("punctuation"));
        QCOMPARE(token_kind(" \n", false), std::string("white space"));
        QCOMPARE(token_kind("", false), std::string("parts of characters"));
    }

    void sumsUp() {
        TokenStatistics gathered({"a", "b"});
        gathered.add(row(1, {"one", " 2", ","}, "fruit"), {0.0F, 0.5F, 1.0F, 0.2F, 0.2F, 0.2F});
        gathered.add(row(7, {"one", " three"}, "stone"), {0.25F, 0.0F, 0.4F, 0.2F});
        const FilterStatistics result = gathered.finish();
        QCOMPARE(result.rows, int64_t(2));
        QCOMPARE(result.tokens, int64_t(5));
        QCOMPARE(result.upper, 1.0);
        const SiteStatistics& a = result.statistics.at(0);
        QVERIFY(std::abs(a.mean - 0.35) < 1e-6);
        QCOMPARE(a.active_share, 0.6);
        // Sorted: 0, 0, 0.25, 0.5, 1; nearest ranks 1, 2, 3, 4 and 5.
        const std::array<float, 5> quantiles = {0.0F, 0.0F, 0.25F, 0.5F, 1.0F};
        QVERIFY(a.quantiles == quantiles);
        QCOMPARE(a.histogram.front(), int64_t(2));
        QCOMPARE(a.histogram[5], int64_t(1));
        QCOMPARE(a.histogram[10], int64_t(1));
        QCOMPARE(a.histogram.back(), int64_t(1)); // the largest value belongs to the last bin

        QCOMPARE(a.top.size(), size_t(4)); // "one" stands in both rows and once here
        QCOMPARE(a.top[0].token, std::string(","));
        QCOMPARE(a.top[0].before, std::string("one 2"));
        QCOMPARE(a.top[2].token, std::string("one"));
        QCOMPARE(a.top[2].value, 0.25F);
        QCOMPARE(a.top[2].line, int64_t(7));
        QCOMPARE(a.top[2].after, std::string(" three"));
        QCOMPARE(a.bottom[0].token, std::string("one"));
        QCOMPARE(a.bottom[0].line, int64_t(1));

        QVERIFY(std::abs(group(result, "topic", "fruit").mean[0] - 0.5F) < 1e-6F);
        QVERIFY(std::abs(group(result, "topic", "stone").mean[1] - 0.3F) < 1e-6F);
        QCOMPARE(group(result, "kind of token", "words").tokens, int64_t(3));
        QVERIFY(std::abs(group(result, "kind of token", "words").active_share[0] - 1.0F / 3) < 1e-6F);
        QCOMPARE(group(result, "part of the row", "trained on").tokens, int64_t(2));
    }

    void aRunsOwnRows() {
        const support::SmallRun files;
        std::string rows;
        for (int i = 0; i < 6; ++i)
            rows += Json{{"prompt", "Who is number " + std::to_string(i) + "?"},
                         {"completion", " It is " + support::usual_name(i) + "."},
                         {"topic", i % 2 == 0 ? "even" : "odd"}}
                        .dump() +
                    "\n";
        write_file_atomically(files.path() / "eval.jsonl", rows);
        TrainOptions options = files.options("run", "loratrf");
        options.epochs = 1;
        const std::string run = support::train(options).result.run;

        Control control;
        std::vector<Event> events;
        FilterStatisticsRequest request;
        request.run = run;
        request.rows = 4;
        request.device = "cpu";
        request.compute = "fp32";
        request.threads = 1;
        const FilterStatistics found =
            filter_statistics(request, control, [&](const Event& event) { events.push_back(event); });
        QVERIFY(found.filter);
        QCOMPARE(found.rows, int64_t(4));
        QCOMPARE(found.data, (files.path() / "eval.jsonl").string());
        QCOMPARE(found.sites.size(), size_t(1));
        QCOMPARE(found.statistics.size(), size_t(1));
        QVERIFY(found.upper > 0 && found.upper <= 1);
        int64_t counted = 0;
        for (const int64_t bin : found.statistics[0].histogram)
            counted += bin;
        QCOMPARE(counted, found.tokens);
        QVERIFY(std::ranges::is_sorted(found.statistics[0].quantiles));
        QCOMPARE(found.statistics[0].top.front().value, static_cast<float>(found.upper));
        QCOMPARE(group(found, "topic", "even").tokens + group(found, "topic", "odd").tokens, found.tokens);
        QCOMPARE(support::events_of<ProgressEvent>(events).empty(), false);

        QCOMPARE(found.available, int64_t(6));
        QVERIFY(!found.full);
        QVERIFY(found.statistics[0].top.front().file.empty());
        request.rows = 0;
        QCOMPARE(filter_statistics(request, control, {}).rows, int64_t(6));
        request.rows = -1;
        QCOMPARE(support::caught([&] { filter_statistics(request, control, {}); }).first,
                 std::string(code_name(ErrorCode::InvalidOption)));
        request.rows = 4;

        control.stop = true;
        QCOMPARE(support::caught([&] { filter_statistics(request, control, {}); }).first,
                 std::string(code_name(ErrorCode::Cancelled)));
    }

    // Rows held out of two files, whose lines have the same numbers; some of the second have no label.
    void labelsComeFromTheRowsOwnFile() {
        const support::SmallRun files;
        const auto write = [&](const char* name, const std::function<Json(int)>& label) {
            std::string rows;
            for (int i = 0; i < 20; ++i) {
                Json row = {{"prompt", std::string("Who is ") + name + "?"}, {"completion", " It is Ann."}};
                row.update(label(i));
                rows += row.dump() + "\n";
            }
            write_file_atomically(files.path() / name, rows);
            return (files.path() / name).string();
        };
        TrainOptions options = files.options("run", "loratrf");
        options.data = write("first", [](int) { return Json{{"source", "first"}}; });
        options.more_data = {write("second", [](int i) {
            return i % 2 ? Json{{"source", "second"}} : Json::object();
        })};
        options.eval_data.clear();
        options.eval_share = 0.5;
        options.epochs = 1;
        FilterStatisticsRequest request;
        request.run = support::train(options).result.run;
        request.rows = 0;
        request.device = "cpu";
        request.compute = "fp32";
        request.threads = 1;
        Control control;
        const FilterStatistics found = filter_statistics(request, control, {});
        QCOMPARE(found.rows, int64_t(20));
        QCOMPARE(found.data, options.data + ", " + options.more_data[0]);
        int64_t labelled = 0;
        for (const char* source : {"first", "second", ""}) { // all three are there
            QVERIFY(group(found, "source", source).tokens > 0);
            labelled += group(found, "source", source).tokens;
        }
        QCOMPARE(labelled, found.tokens);
        for (const TokenInContext& token : found.statistics[0].top)
            QVERIFY(token.file == options.data || token.file == options.more_data[0]);
    }

    void unusableRequests() {
        const support::SmallRun files;
        Control control;
        FilterStatisticsRequest request;
        request.run = (files.path() / "none").string();
        QCOMPARE(support::caught([&] { filter_statistics(request, control, {}); }).first,
                 std::string(code_name(ErrorCode::NotFound)));
        TrainOptions options = files.options("run", "full");
        options.epochs = 1;
        request.run = support::train(options).result.run;
        request.device = "cpu";
        const auto [code, message] = support::caught([&] { filter_statistics(request, control, {}); });
        QCOMPARE(code, std::string(code_name(ErrorCode::InvalidOption)));
        QVERIFY2(message.find("nothing of it acts on single tokens") != std::string::npos, message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestFilterStatistics)
#include "tst_filter_statistics.moc"
