// The options of runs side by side speak the form's words.

#include "find_widget.h"
#include "recording_backend.h"
#include "setup_form.h"
#include "ui/library/option_table.h"
#include "ui/library/option_words.h"
#include "ui/setup/setup_page.h"
#include "ui/widgets/theme.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSpinBox>
#include <QtTest>

#include <algorithm>

using namespace loratrf;

namespace {

QString plain(QString text) {
    return text.remove(QLatin1Char('&'));
}

// The field of the form: its name is the key's last part, in camel case.
QWidget* fieldOf(const QWidget& page, const QString& key) {
    static const QMap<QString, QString> others = {
        {"data", "dataPath"}, {"eval_data", "evalPath"}, {"data_options.allow_special_in_content", "allowSpecial"}};
    QString name = others.value(key);
    if (name.isEmpty()) {
        for (const QString& part : key.section('.', -1).split('_')) {
            name += name.isEmpty() ? part : part.left(1).toUpper() + part.mid(1);
        }
    }
    return page.findChild<QWidget*>(name);
}

QString labelOf(const QWidget& page, const QWidget& field) {
    if (const auto* box = qobject_cast<const QCheckBox*>(&field)) {
        return plain(box->text());
    }
    for (const QLabel* label : page.findChildren<QLabel*>()) {
        if (label->buddy() != nullptr && (label->buddy() == &field || label->buddy()->isAncestorOf(&field))) {
            return plain(label->text());
        }
    }
    return {};
}

} // namespace

class TestOptionWords : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }

    void labelsAreThoseOfTheForm() {
        RecordingBackend backend;
        const SetupPage page(backend);
        const auto keys = {"data",
                           "eval_data",
                           "eval_share",
                           "epochs",
                           "learning_rate",
                           "batch_size",
                           "device",
                           "keep_best",
                           "schedule",
                           "warmup",
                           "min_lr_ratio",
                           "max_steps",
                           "max_seconds",
                           "patience",
                           "weight_decay",
                           "clip_norm",
                           "beta1",
                           "beta2",
                           "adam_epsilon",
                           "max_bad_steps",
                           "preference_beta",
                           "seed",
                           "eval_every",
                           "max_answer",
                           "exact_match",
                           "checkpoint_every",
                           "log_every",
                           "probe_every",
                           "keep_checkpoints",
                           "activity_every",
                           "probe_texts",
                           "token_budget",
                           "recompute",
                           "compute",
                           "base_weights",
                           "threads",
                           "data_options.shape",
                           "data_options.max_length",
                           "data_options.over_length",
                           "data_options.template_name",
                           "data_options.system_prompt",
                           "data_options.train_on_prompt",
                           "data_options.allow_special_in_content"};
        for (const char* key : keys) {
            const QWidget* field = fieldOf(page, key);
            QVERIFY2(field != nullptr, key);
            QVERIFY2(!labelOf(page, *field).isEmpty(), key);
            QCOMPARE(optionLabel(key, nullptr), labelOf(page, *field));
        }
    }

    void valuesAreThoseOfTheForm() {
        RecordingBackend backend;
        const SetupPage page(backend);
        for (const char* key : {"max_steps", "max_seconds", "patience", "clip_norm", "eval_every", "checkpoint_every",
                                "probe_every", "threads"}) {
            const QWidget* field = fieldOf(page, key);
            const QString zero = qobject_cast<const QSpinBox*>(field) != nullptr
                                     ? qobject_cast<const QSpinBox*>(field)->specialValueText()
                                     : qobject_cast<const QDoubleSpinBox*>(field)->specialValueText();
            QCOMPARE(optionText(key, 0), zero);
            QVERIFY2(optionText(key, 3) == "3", key);
        }
        const auto offers = [&](const char* key, const char* value) {
            const auto* box = qobject_cast<const QComboBox*>(fieldOf(page, key));
            return box != nullptr && box->findText(optionText(key, QLatin1String(value))) >= 0;
        };
        for (const char* value : {"auto", "nothing", "feed-forward", "layer"}) {
            QVERIFY2(offers("recompute", value), value);
        }
        for (const char* value : {"unpacked", "stored"}) {
            QVERIFY2(offers("base_weights", value), value);
        }
        for (const char* value : {"constant", "linear", "cosine"}) {
            QVERIFY2(offers("schedule", value), value);
        }
        for (const char* value :
             {"auto", "messages", "sharegpt", "alpaca", "prompt-completion", "preference", "text"}) {
            QVERIFY2(offers("data_options.shape", value), value);
        }
        for (const char* value : {"drop", "truncate-prompt", "truncate-end", "split", "error"}) {
            QVERIFY2(offers("data_options.over_length", value), value);
        }
        QCOMPARE(optionText("exact_match", true), QString("yes"));
        QCOMPARE(optionText("exact_match", false), QString("no"));
        QCOMPARE(optionText("learning_rate", 2e-4), QString("0.0002"));
    }

    void aMethodsOptionsAreNamedByTheMethod() {
        RecordingBackend backend;
        TrainOptions one, other;
        one.method = other.method = backend.methods().front().key;
        const OptionSpec& spec = backend.methods().front().options.front();
        QCOMPARE(optionLabel("method_options." + QString::fromStdString(spec.key), &backend.methods().front()),
                 QString::fromStdString(spec.label));
        other.learning_rate = 1e-3;
        const std::vector<OptionRow> rows = optionRows(backend, {one, other});
        QCOMPARE(rows.front().key, QString("learning_rate"));
        QCOMPARE(rows.front().label, QString("Learning rate"));
        QVERIFY(rows.front().differs);
    }
};

QTEST_MAIN(TestOptionWords)
#include "tst_option_words.moc"
