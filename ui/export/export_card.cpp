#include "ui/export/export_card.h"

#include "ui/studio_backend.h"
#include "ui/widgets/drop_field.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QListWidget>
#include <QPushButton>

namespace loratrf {

ExportCard::ExportCard(StudioBackend& backend, QWidget* parent)
    : Card("Export", "The adapter alone; the base model is not copied.", parent), m_backend(backend),
      m_folder(new DropField("exports", DropField::Accepts::Folder, {}, "A new or empty folder")),
      m_button(new QPushButton("Export")), m_reason(new TextLabel({}, TextLabel::Rank::Muted)),
      m_note(new TextLabel({}, TextLabel::Rank::Muted)), m_strip(new MessageStrip), m_files(new QListWidget) {
    m_folder->edit()->setObjectName("exportPath");
    m_folder->edit()->setAccessibleName("Folder to export to");
    auto* form = new Form(1);
    form->addField("to", "Folder", m_folder, "Where the adapter's files are written");
    body()->addWidget(form);
    body()->addWidget(m_note);
    m_note->setObjectName("exportNote");
    auto* line = new QHBoxLayout;
    m_button->setObjectName("exportButton");
    m_button->setToolTip("Write the adapter into this folder");
    line->addWidget(m_button);
    line->addWidget(m_reason, 1);
    body()->addLayout(line);
    m_strip->setObjectName("exportStrip");
    body()->addWidget(m_strip);
    m_files->setObjectName("exportedFiles");
    m_files->setAccessibleName("Files written");
    m_files->setFixedHeight(110);
    m_files->hide();
    body()->addWidget(m_files);

    connect(m_button, &QPushButton::clicked, this, &ExportCard::ask);
    connect(m_folder, &DropField::pathChanged, this, &ExportCard::updateButton);
    connect(&backend, &StudioBackend::busyChanged, this, &ExportCard::updateButton);
    connect(&backend, &StudioBackend::exported, this, &ExportCard::take);
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == "export" && m_waiting) {
            m_waiting = false;
            m_strip->setMessage(Level::Problem, message);
            updateButton();
        }
    });
    updateButton();
}

void ExportCard::setRun(const QString& folder, const TrainOptions& options) {
    if (folder != m_run) {
        m_waiting = false;
        m_files->hide();
        m_strip->clear();
    }
    m_run = folder;
    for (const MethodInfo& method : m_backend.methods()) {
        if (method.key == options.method) {
            m_note->setText(qs(method.export_note));
        }
    }
    m_note->setVisible(!m_note->text().isEmpty());
    updateButton();
}

void ExportCard::ask() {
    m_waiting = true;
    m_strip->clear();
    m_files->hide();
    m_backend.exportAdapter(m_run, m_folder->path());
    updateButton();
}

void ExportCard::take(const ExportResult& result) {
    if (!m_waiting) {
        return;
    }
    m_waiting = false;
    m_folder->remember();
    m_files->clear();
    for (const std::string& file : result.files) {
        m_files->addItem(qs(file));
    }
    m_files->show();
    m_strip->setMessage(Level::Info, plural(static_cast<int64_t>(result.files.size()), "file", "files") +
                                         " written to " + qs(result.folder));
    if (!result.note.empty()) {
        m_note->setText(qs(result.note));
        m_note->show();
    }
    updateButton();
}

void ExportCard::updateButton() {
    QString reason;
    if (m_backend.busy()) {
        reason = "Possible when the training run has ended.";
    } else if (m_waiting) {
        reason = "Writing…";
    } else if (m_folder->path().isEmpty()) {
        reason = "Choose a folder first.";
    }
    m_reason->setText(reason);
    m_button->setEnabled(reason.isEmpty() && !m_run.isEmpty());
}

} // namespace loratrf
