// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/cliworld.h"
#include "app/cli/exitstatus.h"
#include "models/base/canceltoken.h"

#include <QJsonDocument>
#include <QMultiHash>
#include <QStringList>

namespace Nightkeep {

/// What a verb has to say, once: the JSON document, the same for people, and how the program ends.
/// Only the caller prints it, so that nothing else can ever reach standard output.
struct CliAnswer
{
    QJsonDocument json;
    QString text;
    ExitStatus status = ExitStatus::Fine;
};

/// The arguments as parsed and checked.
struct CliArguments
{
    QStringList words; ///< those of the verb are taken away by takeVerb()
    QMultiHash<QString, QString> options; ///< by long name; a flag has an empty value
};

/// What every verb is given. Lives as long as the program; one thread.
class CliContext
{
public:
    CliContext(const CliWorld &world, CliArguments arguments, CancelToken cancel);
    ~CliContext();
    CliContext(const CliContext &) = delete;
    CliContext &operator=(const CliContext &) = delete;

    [[nodiscard]] const QStringList &words() const { return m_arguments.words; }
    [[nodiscard]] QString word(int index) const { return m_arguments.words.value(index); }
    [[nodiscard]] bool has(const char *option) const;
    [[nodiscard]] QString value(const char *option, const QString &otherwise = {}) const;
    [[nodiscard]] QStringList values(const char *option) const; ///< in the order given
    /// BadInput, naming the option, unless it is a whole number from `least` to `most`.
    [[nodiscard]] Result<qint64> number(const char *option, qint64 otherwise, qint64 least, qint64 most) const;

    /// BadInput unless it is a day as 2008-12-12; an invalid one where the option is not given.
    [[nodiscard]] Result<QDate> day(const char *option) const;

    [[nodiscard]] const CancelToken &cancel() const { return m_cancel; }
    [[nodiscard]] Attendance attendance() const;
    [[nodiscard]] const CliWorld &world() const { return m_world; }
    [[nodiscard]] WorkspaceOpener &opener();
    [[nodiscard]] QString location(); ///< of --workspace, or the person's own; not for --demo
    /// Opens the workspace or the demo at the first call.
    [[nodiscard]] Result<Workspace *> workspace();

    void say(const QString &message) const; ///< to standard error, one line or more
    void say(const Error &error) const; ///< and what to do next
    void sayNotices(); ///< of the open workspace, those that were not said yet
    /// The same for what matters only to who watches: nothing where standard error is no terminal. Takes
    /// the place of the line of progress.
    void sayAtTerminal(const QString &message) const;
    /// Progress for a person at a terminal; nothing when standard error is a file.
    [[nodiscard]] ProgressSink progress() const;
    /// Nothing if agreed: --yes, or a person at the terminal says yes. Locked otherwise, with `how`
    /// to agree without a terminal.
    [[nodiscard]] Result<void> agree(const QString &question, const QString &how) const;

private:
    const CliWorld &m_world;
    CliArguments m_arguments;
    CancelToken m_cancel;
    std::unique_ptr<Prompter> m_prompter;
    std::unique_ptr<WorkspaceOpener> m_opener;
    std::unique_ptr<Workspace> m_workspace;
    qsizetype m_said = 0; ///< of its notices
};

/// "NAME=VALUE"; BadInput for a text without '=' or without a name.
[[nodiscard]] Result<QPair<QString, QString>> splitAssignment(const QString &text);

} // namespace Nightkeep
