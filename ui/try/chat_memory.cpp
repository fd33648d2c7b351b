#include "ui/try/chat_memory.h"

#include "ui/widgets/project_key.h"

#include <QFileInfo>
#include <QSettings>
#include <QVariant>

namespace loratrf {

ChatMemory::ChatMemory(const QString& run) : m_key(projectKey(QStringLiteral("chat"), QFileInfo(run).absolutePath())) {}

QString ChatMemory::draft() const {
    return value("draft").toString();
}

void ChatMemory::setDraft(const QString& text) const {
    setValue("draft", text);
}

QStringList ChatMemory::prompts() const {
    return value("prompts").toStringList();
}

void ChatMemory::addPrompt(const QString& text) const {
    QStringList all = prompts();
    all.removeAll(text);
    all.prepend(text);
    setValue("prompts", QStringList(all.mid(0, most)));
}

QString ChatMemory::conversation(const QString& run) const {
    return value("run").toString() == run ? value("conversation").toString() : QString();
}

void ChatMemory::setConversation(const QString& run, const QString& text) const {
    setValue("run", run);
    setValue("conversation", text);
}

ChatSettings ChatMemory::settings(const ChatSettings& otherwise) const {
    ChatSettings kept = otherwise;
    const auto take = [this](const char* name, auto& into) {
        const QVariant known = value(name);
        if (known.isValid()) {
            into = known.value<std::remove_reference_t<decltype(into)>>();
        }
    };
    take("temperature", kept.temperature);
    take("maxTokens", kept.maxTokens);
    take("seed", kept.seed);
    return kept;
}

void ChatMemory::setSettings(const ChatSettings& settings) const {
    setValue("temperature", settings.temperature);
    setValue("maxTokens", qlonglong(settings.maxTokens));
    setValue("seed", qlonglong(settings.seed));
}

QVariant ChatMemory::value(const char* name) const {
    return m_key.isEmpty() ? QVariant() : QSettings().value(m_key + QLatin1Char('/') + QLatin1String(name));
}

void ChatMemory::setValue(const char* name, const QVariant& value) const {
    if (!m_key.isEmpty()) {
        QSettings().setValue(m_key + QLatin1Char('/') + QLatin1String(name), value);
    }
}

} // namespace loratrf
