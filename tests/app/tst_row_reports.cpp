// The report on training rows through the window's interface, from real files.

#include "app/engine_backend.h"
#include "train/small_run.h"

#include <QFileInfo>

using namespace loratrf;
using namespace support;

class TestRowReports : public QObject {
    Q_OBJECT

private:
    const SmallRun m_run;

private Q_SLOTS:
    void everyFileIsReportedInOrder() {
        EngineBackend backend;
        QSignalSpy failed(&backend, &StudioBackend::failed), progressed(&backend, &StudioBackend::progressed);
        std::vector<DataReport> reports;
        connect(&backend, &StudioBackend::dataReported, this,
                [&](const DataReport& report) { reports.push_back(report); });
        const TrainOptions options = m_run.options("unused");
        DataOptions strict = options.data_options;
        strict.max_length = 5; // far below the median: the report is there all the same
        backend.reportData(QString::fromStdString(options.model),
                           {QString::fromStdString(options.data), QString::fromStdString(options.eval_data)}, strict);
        QTRY_COMPARE(reports.size(), std::size_t(2));
        QCOMPARE(failed.size(), 0);
        QCOMPARE(reports[0].file, options.data);
        QCOMPARE(reports[0].rows, int64_t(26));
        QVERIFY(!reports[0].problem.empty() && !reports[0].histogram.empty());
        QCOMPARE(reports[1].file, options.eval_data);
        QCOMPARE(reports[1].duplicates, int64_t(5)); // all of them stand in the first file too
        QVERIFY(!progressed.isEmpty());
        for (const QList<QVariant>& one : progressed)
            QCOMPARE(one[0].toString(), QString("data"));
        const auto told = progressed.last()[1].value<ProgressEvent>();
        QVERIFY(told.bytes);
        QCOMPARE(told.total, int64_t(QFileInfo(QString::fromStdString(options.data)).size() +
                                     QFileInfo(QString::fromStdString(options.eval_data)).size()));
        QCOMPARE(told.done, told.total);
    }

    void readingStopsWhenAsked() {
        write_rows(m_run.path() / "many.jsonl", 60'000, usual_name);
        EngineBackend backend;
        QSignalSpy failed(&backend, &StudioBackend::failed), reported(&backend, &StudioBackend::dataReported);
        connect(&backend, &StudioBackend::progressed, this, [&] { backend.cancel("data"); });
        const TrainOptions options = m_run.options("unused");
        backend.reportData(QString::fromStdString(options.model),
                           {QString::fromStdString((m_run.path() / "many.jsonl").string())}, options.data_options);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60'000);
        QCOMPARE(failed[0][0].toString(), QString("data"));
        QCOMPARE(failed[0][1].toString(), QString("cancelled"));
        QCOMPARE(reported.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRowReports)
#include "tst_row_reports.moc"
