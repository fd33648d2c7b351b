// How long the window over all rows of a file takes to show a page of them, from a real file: bench_rows [ROWS].
// Prints, judges nothing.

#include "app/engine_row_files.h"
#include "ui/setup/row_browser.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace loratrf {

namespace {

constexpr int jumps = 300, screens = 300;

// Rows of 60 to some 900 bytes, as a set of questions and answers has them.
void writeRows(const std::string& file, int rows) {
    std::ofstream out(file, std::ios::binary);
    std::mt19937 random(1);
    for (int i = 0; i < rows; ++i) {
        out << "{\"prompt\": \"Question " << i << ": ";
        for (unsigned words = random() % 60; words > 0; --words)
            out << "word" << random() % 1000 << ' ';
        out << "\", \"completion\": \"Answer " << random() << "\"}\n";
    }
}

class Page {
public:
    explicit Page(RowBrowser& browser) : m_list(*browser.findChild<QTableView*>(QStringLiteral("rowList"))) {}

    // Scrolls there and waits until all rows on the screen are drawn with their text; milliseconds.
    double show(int row) {
        QElapsedTimer clock;
        clock.start();
        m_list.verticalScrollBar()->setValue(row);
        do
            m_list.viewport()->grab(); // paints now, which asks for what is missing
        while (!complete() && wait());
        return double(clock.nsecsElapsed()) / 1e6;
    }
    int rowsOnScreen() const { return last() - m_list.rowAt(0) + 1; }

private:
    int last() const {
        const int row = m_list.rowAt(m_list.viewport()->height() - 1);
        return row < 0 ? m_list.model()->rowCount() - 1 : row;
    }
    bool complete() const {
        for (int row = m_list.rowAt(0); row <= last(); ++row)
            if (m_list.model()->index(row, 0).data().toString().isEmpty())
                return false;
        return true;
    }
    static bool wait() {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return true;
    }

    QTableView& m_list;
};

void print(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) { return times[std::size_t(share * double(times.size() - 1))]; };
    std::printf("%s: median %.1f ms, 95 %% within %.1f, longest %.1f\n", what, at(0.5), at(0.95), times.back());
    std::fflush(stdout);
}

} // namespace

int benchRows(int rows) {
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("rows.jsonl"));
    applyTheme(ThemeMode::Light);
    std::printf("writing %d rows\n", rows);
    std::fflush(stdout);
    writeRows(file.toStdString(), rows);

    EngineRowFiles files;
    bool opened = false;
    QObject::connect(&files, &RowFiles::opened, &files, [&opened] { opened = true; });
    QElapsedTimer clock;
    clock.start();
    RowBrowser browser(files, file, {}, {});
    browser.show();
    while (!opened)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    Page page(browser);
    page.show(0);
    std::printf("opened, the first page shown after %.0f ms\n", double(clock.nsecsElapsed()) / 1e6);

    std::mt19937 random(2);
    std::vector<double> times;
    for (int i = 0; i < jumps; ++i)
        times.push_back(page.show(int(random() % unsigned(rows))));
    print("a page anywhere in the file", times);
    times.clear();
    const int screen = page.rowsOnScreen();
    for (int i = 0; i < screens; ++i)
        times.push_back(page.show(std::min(rows / 3 + i * screen, rows - 1)));
    print("one screen further, again and again", times);
    return 0;
}

} // namespace loratrf

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    return loratrf::benchRows(argc > 1 ? std::max(100, std::atoi(argv[1])) : 1'000'000);
}
