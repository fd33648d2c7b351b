#pragma once
// What was written into the chat, kept in the settings for each project: a folder of runs.

#include "ui/try/conversation.h"

#include <QString>
#include <QStringList>

namespace loratrf {

class ChatMemory {
public:
    static constexpr int most = 20; // prompts

    ChatMemory() = default; // of no project: it keeps nothing
    explicit ChatMemory(const QString& run);
    bool operator==(const ChatMemory&) const = default;

    QString draft() const;
    void setDraft(const QString& text) const;
    QStringList prompts() const; // that were sent, each once, the newest first
    void addPrompt(const QString& text) const;

    // The newest conversation of the project, where it was with this run; as conversationText() has it.
    QString conversation(const QString& run) const;
    void setConversation(const QString& run, const QString& text) const;

    // Without system prompt and strength: these begin as the run was trained.
    ChatSettings settings(const ChatSettings& otherwise) const;
    void setSettings(const ChatSettings& settings) const;

private:
    QVariant value(const char* name) const;
    void setValue(const char* name, const QVariant& value) const;

    QString m_key;
};

} // namespace loratrf
