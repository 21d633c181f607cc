// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clicontext.h"

#include "app/apptr.h"
#include "app/cli/terminal.h"
#include "app/cli/verbs.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"

#include <algorithm>
#include <cstdio>

namespace Nightkeep {

CliContext::CliContext(const CliWorld &world, CliArguments arguments, CancelToken cancel)
    : m_world(world)
    , m_arguments(std::move(arguments))
    , m_cancel(std::move(cancel))
{
    if (has("attended") && terminalIsThere())
        m_prompter = std::make_unique<TerminalPrompter>();
}

CliContext::~CliContext() = default;

bool CliContext::has(const char *option) const
{
    return m_arguments.options.contains(QLatin1String(option));
}

QString CliContext::value(const char *option, const QString &otherwise) const
{
    return m_arguments.options.value(QLatin1String(option), otherwise);
}

QStringList CliContext::values(const char *option) const
{
    QStringList values = m_arguments.options.values(QLatin1String(option));
    std::reverse(values.begin(), values.end()); // a multi-hash gives the latest first
    return values;
}

Result<qint64> CliContext::number(const char *option, qint64 otherwise, qint64 least, qint64 most) const
{
    if (!has(option))
        return otherwise;
    bool ok = false;
    const qint64 number = value(option).toLongLong(&ok);
    if (!ok || number < least || number > most) {
        return fail(ErrorKind::BadInput,
                    AppTr::tr("--%1 takes a whole number from %2 to %3, not \"%4\".")
                        .arg(QLatin1String(option))
                        .arg(least)
                        .arg(most)
                        .arg(visibleText(value(option))));
    }
    return number;
}

Result<QDate> CliContext::day(const char *option) const
{
    const QDate day = QDate::fromString(value(option), Qt::ISODate);
    if (has(option) && !day.isValid())
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is not a date.").arg(visibleText(value(option))),
                    AppTr::tr("Write it as 2008-12-12."));
    return day;
}

Attendance CliContext::attendance() const
{
    // --attended where there is no terminal to ask at: nobody would answer, and ssh would take that for an answer.
    return m_prompter ? Attendance::Attended : Attendance::Background;
}

WorkspaceOpener &CliContext::opener()
{
    if (!m_opener) {
        const ReachOptions reach {value("ssh-config"), value("known-hosts"), values("password-fd"),
                                  values("password-file"), values("defaults-file")};
        m_opener = m_world.opener(reach, m_prompter.get());
    }
    return *m_opener;
}

QString CliContext::location()
{
    return has("workspace") ? value("workspace") : opener().defaultLocation();
}

Result<Workspace *> CliContext::workspace()
{
    if (m_workspace)
        return m_workspace.get();

    const bool demo = has("demo");
    Result<std::unique_ptr<Workspace>> opened =
        demo ? opener().openDemo(value("demo")) : opener().open(location(), m_cancel);
    if (!opened) {
        Error error = opened.error();
        const bool lost = error.kind == ErrorKind::Damaged || error.kind == ErrorKind::NotFound;
        if (lost && !demo && opener().lastGoodCopy(location()))
            error.advice += u' ' + AppTr::tr("\"nightkeepctl workspace restore\" does it.");
        return fail(error);
    }
    m_workspace = std::move(*opened);
    sayNotices();
    return m_workspace.get();
}

void CliContext::sayNotices()
{
    const QStringList notices = m_workspace ? m_workspace->info().notices : QStringList();
    for (; m_said < notices.size(); ++m_said)
        say(notices.at(m_said));
}

void CliContext::say(const QString &message) const
{
    QByteArray line = message.toLocal8Bit();
    if (!line.endsWith('\n'))
        line.append('\n');
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
    std::fflush(stderr);
}

void CliContext::say(const Error &error) const
{
    say(visibleLines(error.message));
    if (!error.advice.isEmpty())
        say(visibleLines(error.advice));
}

void CliContext::sayAtTerminal(const QString &message) const
{
    if (errorIsTerminal())
        say(QStringLiteral("\r\x1b[K") + message);
}

ProgressSink CliContext::progress() const
{
    if (!errorIsTerminal())
        return {};
    return [](const Progress &progress) {
        QString line = progress.text;
        if (progress.total > 0 && progress.inBytes) {
            line =
                AppTr::tr("%1: %2 of %3").arg(progress.text, bytesInWords(progress.done), bytesInWords(progress.total));
        } else if (progress.total > 0) {
            line = AppTr::tr("%1: %2 of %3").arg(progress.text).arg(progress.done).arg(progress.total);
        }
        const QByteArray bytes = QByteArray("\r\x1b[K") + visibleText(line).left(100).toLocal8Bit();
        std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
        if (progress.total > 0 && progress.done >= progress.total)
            std::fputc('\n', stderr);
        std::fflush(stderr);
    };
}

Result<void> CliContext::agree(const QString &question, const QString &how) const
{
    // What is agreed to writes the workspace, where one is open.
    if (const Result<void> may = m_workspace ? mayWrite(*m_workspace) : Result<void>(); !may)
        return may;
    if (has("yes"))
        return {};
    if (!personIsThere())
        return fail(ErrorKind::Locked, AppTr::tr("Nothing was changed: nobody is there to agree."), how);
    if (!askYesNo(question, m_cancel))
        return fail(ErrorKind::Cancelled, AppTr::tr("Nothing was changed."));
    return {};
}

Result<QPair<QString, QString>> splitAssignment(const QString &text)
{
    const qsizetype at = text.indexOf(u'=');
    if (at <= 0)
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is not of the form NAME=VALUE.").arg(visibleText(text)));
    return qMakePair(text.left(at), text.mid(at + 1));
}

} // namespace Nightkeep
