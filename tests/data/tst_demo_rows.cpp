// The demo data with the demo's model: what is supervised is the answer, and prompts are what generation sees.

#include "backend/data/dataset.h"
#include "backend/io/gguf.h"

#include <QtTest>

#include <algorithm>

using namespace loratrf;

class TestDemoRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const std::filesystem::path model = DEPS_DIR "/models/SmolLM2-135M-Instruct.Q4_1.gguf";
        if (!std::filesystem::exists(model))
            QSKIP("the demo model is not here");
        m_tokenizer = load_tokenizer(GgufFile(model));
    }

    void answersAreSupervised_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("train") << "orders-train.jsonl";
        QTest::newRow("eval") << "orders-eval.jsonl";
    }

    void answersAreSupervised() {
        QFETCH(QString, name);
        const RowEncoder encoder(*m_tokenizer, {});
        read_rows(std::filesystem::path(SOURCE_DIR) / "resources/demo" / name.toStdString(), {}, [&](Row&& row) {
            const Sequence sequence = encoder.encode(row);
            const RowEncoder::Prompt prompt = encoder.prompt(row);
            std::vector<int32_t> supervised;
            for (size_t i = 0; i < sequence.ids.size(); ++i)
                if (sequence.supervised[i])
                    supervised.push_back(sequence.ids[i]);
            const bool same_prompt = prompt.ids.size() <= sequence.ids.size() &&
                                     std::equal(prompt.ids.begin(), prompt.ids.end(), sequence.ids.begin());
            m_faults += !same_prompt || m_tokenizer->decode(supervised, false) != prompt.answer + "<|im_end|>";
            return true;
        });
        QCOMPARE(m_faults, 0);
        QVERIFY(encoder.warnings().empty());
    }

private:
    std::unique_ptr<Tokenizer> m_tokenizer;
    int m_faults = 0;
};

QTEST_GUILESS_MAIN(TestDemoRows)
#include "tst_demo_rows.moc"
