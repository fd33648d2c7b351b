// The form's files: options loaded and saved, presets applied and kept, and whatever is dropped onto the page.

#include "backend/io/error.h"
#include "ui/setup/data_card.h"
#include "ui/setup/dropped_files.h"
#include "ui/setup/machine.h"
#include "ui/setup/model_card.h"
#include "ui/setup/preset_dialog.h"
#include "ui/setup/recipe_card.h"
#include "ui/setup/setup_page.h"
#include "ui/setup/taken_options.h"
#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/words.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QSaveFile>

#include <algorithm>

namespace loratrf {

namespace {

QString optionsFilter() {
    return SetupPage::tr("Options (*.json);;All files (*)");
}

QStringList unknownLines(const std::vector<Problem>& unknown) {
    QStringList lines;
    for (const Problem& problem : unknown) {
        lines << SetupPage::tr("%1: %2").arg(qs(problem.field), engineText(problem.message));
    }
    return lines;
}

// What a file without training rows leaves out of the data stays as the form has it.
void keepData(TrainOptions& loaded, const TrainOptions& now, const QString& text, const StudioBackend& backend) {
    const QJsonObject file = QJsonDocument::fromJson(text.toUtf8()).object();
    loaded.data = now.data;
    if (!file.contains("more_data")) {
        loaded.more_data = now.more_data;
    }
    if (!file.contains("eval_data")) {
        loaded.eval_data = now.eval_data;
    }
    if (!file.contains("eval_share")) {
        loaded.eval_share = now.eval_share;
    }
    const QJsonObject given = file.value("data_options").toObject();
    if (given.isEmpty()) {
        loaded.data_options = now.data_options;
        return;
    }
    QJsonObject rows = QJsonDocument::fromJson(backend.toJson(now).toUtf8()).object().value("data_options").toObject();
    for (auto item = given.begin(); item != given.end(); ++item) {
        rows[item.key()] = item.value();
    }
    std::vector<Problem> named; // with the rest of the file
    const QJsonDocument merged(QJsonObject{{"data_options", rows}});
    loaded.data_options = backend.fromJson(QString::fromUtf8(merged.toJson()), &named).data_options;
}

} // namespace

std::optional<QString> SetupPage::read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_strip->setMessage(Level::Problem, tr("%1 cannot be read: %2").arg(path, file.errorString()));
        return {};
    }
    return QString::fromUtf8(file.readAll());
}

void SetupPage::take(const TrainOptions& wanted, QStringList remarks) {
    setOptions(wanted);
    remarks << notTaken(wanted, options(), m_backend.methods());
    m_strip->setMessage(Level::Warning, remarks.join('\n'));
}

bool SetupPage::load(const QString& path) {
    const std::optional<QString> text = read(path);
    if (!text) {
        return false;
    }
    try {
        std::vector<Problem> unknown;
        TrainOptions loaded = m_backend.fromJson(*text, &unknown);
        const TrainOptions now = options();
        if (loaded.model.empty()) {
            loaded.model = now.model;
        }
        if (loaded.data.empty()) {
            keepData(loaded, now, *text, m_backend);
        }
        loaded.run.clear(); // a run folder is made once
        fillIn(loaded, savedMachine());
        take(loaded, unknownLines(unknown));
        return true;
    } catch (const Error& error) {
        m_strip->setMessage(Level::Problem, engineText(error.what()));
        return false;
    }
}

bool SetupPage::applyPreset(const QString& path) {
    const std::optional<QString> text = read(path);
    if (!text) {
        return false;
    }
    const QString state = PresetShelf::applied(*text, m_backend.toJson(options()), m_backend.methods());
    if (state.isEmpty()) {
        m_strip->setMessage(Level::Problem, tr("%1 is no preset: it holds no JSON object.").arg(path));
        return false;
    }
    try {
        std::vector<Problem> unknown;
        const TrainOptions wanted = m_backend.fromJson(state, &unknown);
        const Suits suits = readSuits(QJsonDocument::fromJson(text->toUtf8()).object());
        take(wanted, unknownLines(unknown) + suits.unread);
        m_presetState = m_backend.toJson(options());
        m_recipe->markPreset(path);
        return true;
    } catch (const Error& error) {
        m_strip->setMessage(Level::Problem, tr("%1: %2").arg(path, engineText(error.what())));
        return false;
    }
}

void SetupPage::askKeepPreset() {
    PresetDialog dialog(m_recipe->shelf(), window());
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    const QString state = m_backend.toJson(options());
    const QString error = m_recipe->shelf().save(dialog.title(), dialog.sentence(), state);
    if (!error.isEmpty()) {
        m_strip->setMessage(Level::Problem, error);
        return;
    }
    m_recipe->showPresets();
    m_recipe->markPreset(m_recipe->shelf().fileOf(dialog.title()));
    m_presetState = state;
    m_strip->clear();
}

bool SetupPage::save(const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_backend.toJson(options()).toUtf8()) < 0 || !file.commit()) {
        m_strip->setMessage(Level::Problem, tr("%1 cannot be written: %2").arg(path, file.errorString()));
        return false;
    }
    m_strip->setMessage(Level::Info, tr("Options saved in %1").arg(path));
    return true;
}

void SetupPage::askLoad() {
    const QString path = QFileDialog::getOpenFileName(window(), tr("Load options"), {}, optionsFilter());
    if (!path.isEmpty()) {
        load(path);
    }
}

void SetupPage::askSave() {
    const QString path = QFileDialog::getSaveFileName(window(), tr("Save options"), "options.json", optionsFilter());
    if (!path.isEmpty()) {
        save(path);
    }
}

bool SetupPage::isForPage(const QObject* field, const QDropEvent& drop) const {
    const auto* widget = qobject_cast<const QWidget*>(field);
    const bool ofModel = m_model->isAncestorOf(widget);
    if (!ofModel && !m_data->isAncestorOf(widget)) {
        return false;
    }
    const DroppedFiles files = sortDropped(drop.mimeData()->urls());
    return !files.options.isEmpty() || !files.preset.isEmpty() || !files.run.isEmpty() ||
           (!ofModel && !files.model.isEmpty());
}

void SetupPage::dragEnterEvent(QDragEnterEvent* event) {
    if (std::ranges::any_of(event->mimeData()->urls(), &QUrl::isLocalFile)) {
        event->acceptProposedAction();
    }
}

void SetupPage::dropEvent(QDropEvent* event) {
    const DroppedFiles files = sortDropped(event->mimeData()->urls());
    event->acceptProposedAction();
    Level worst = Level::Warning;
    QStringList remarks;
    const auto note = [&] {
        if (!m_strip->text().isEmpty()) {
            remarks << m_strip->text();
            worst = std::max(worst, m_strip->level());
        }
    };
    if (!files.options.isEmpty()) {
        load(files.options);
        note();
    }
    if (!files.preset.isEmpty()) {
        applyPreset(files.preset);
        note();
    }
    if (!files.model.isEmpty()) {
        m_model->setPath(files.model);
    }
    if (!files.data.isEmpty()) {
        m_data->takeFiles(files.data);
    }
    for (const QString& folder : files.others) {
        remarks << tr("%1 is a folder with neither a model nor a run in it: there is no config.json and no "
                      "options.json. Drop the folder of a model or a run, a GGUF file, options, or files of rows.")
                       .arg(folder);
    }
    m_strip->setMessage(worst, remarks.join('\n'));
    if (!files.run.isEmpty()) {
        Q_EMIT runDropped(files.run);
    }
}

} // namespace loratrf
