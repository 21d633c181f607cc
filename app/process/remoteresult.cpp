// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/remoteresult.h"

#include "app/apptr.h"
#include "models/base/bytepath.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype MostForeignWords = 2000;
constexpr qsizetype MostOfALine = 300; // in a message; the details have it whole

QStringList shownLines(const QByteArray &text)
{
    QStringList lines;
    const QByteArrayList all = text.split('\n');
    for (const QByteArray &line : all) {
        if (!line.trimmed().isEmpty())
            lines << displayPath(line.trimmed());
    }
    return lines;
}

/// What of it says something: not the frame that is drawn around a notice.
QString saying(const QStringList &words)
{
    const auto hasALetter = [](const QString &line) {
        return std::any_of(line.cbegin(), line.cend(), [](QChar c) { return c.isLetter(); });
    };
    const auto first = std::find_if(words.cbegin(), words.cend(), hasALetter);
    return first == words.cend() ? words.value(0) : *first;
}

/// A program's own failure, or that of what ran in its place.
Unexpected endedWith(int status, const QString &what, const QString &where, const QStringList &words,
                     const QStringList &errors)
{
    QString message = AppTr::tr("The program \"%1\" ended with status %2 on %3.").arg(what).arg(status).arg(where);
    if (words.isEmpty() && errors.isEmpty())
        return fail(ErrorKind::Failed, message,
                    AppTr::tr("The server said nothing. Log in there by hand, to see whether the account may run "
                              "programs. Nothing of the answer was used."));
    QStringList said {saying(words), errors.value(errors.size() - 1)};
    said.removeAll(QString());
    for (QString &line : said) {
        if (line.size() > MostOfALine)
            line = line.left(MostOfALine) + QStringLiteral("...");
    }
    message += QLatin1Char(' ') + AppTr::tr("It said: %1").arg(said.join(QStringLiteral("; ")));
    return fail(ErrorKind::Failed, message,
                AppTr::tr("The details hold what the server said. Nothing of the answer was used."),
                (words + errors).join(QLatin1Char('\n')));
}

} // namespace

QByteArray foreignWords(const QByteArray &output)
{
    const qsizetype begun = output.startsWith("NIGHTKEEP/") ? 0 : output.indexOf("\nNIGHTKEEP/");
    return output.left(begun < 0 ? MostForeignWords : std::min(begun, MostForeignWords)).trimmed();
}

Result<QByteArray> remoteOutput(const ProcessResult &result, const QString &what, const QString &where)
{
    const QStringList words = shownLines(foreignWords(result.output));
    const QStringList errors = shownLines(result.errors);
    const QString detail = (words + errors).join(QLatin1Char('\n'));
    switch (result.ending) {
    case ProcessResult::Ending::Succeeded:
        return result.output;
    case ProcessResult::Ending::ExitCode:
        return endedWith(result.exitCode, what, where, words, errors);
    case ProcessResult::Ending::Signalled:
        return fail(ErrorKind::Failed,
                    AppTr::tr("The program \"%1\" for %2 was killed by signal %3.").arg(what, where).arg(result.signal),
                    AppTr::tr("Try again; if it happens again, look for what kills processes there."), detail);
    case ProcessResult::Ending::NotStarted:
        return fail(ErrorKind::MissingTool,
                    AppTr::tr("A program of this machine could not be started: %1").arg(result.startError),
                    AppTr::tr("Install it (for ssh: the package openssh-client), then try again."), detail);
    case ProcessResult::Ending::TimedOut:
        return fail(ErrorKind::TimedOut,
                    AppTr::tr("The program \"%1\" did not end within its time limit on %2.").arg(what, where),
                    AppTr::tr("Try again when the server is less busy. Nothing of the answer was used."), detail);
    case ProcessResult::Ending::Cancelled:
        if (result.refusal)
            return fail(*result.refusal);
        return fail(ErrorKind::Cancelled, AppTr::tr("The work on %1 was cancelled.").arg(where));
    case ProcessResult::Ending::OutputTooLarge:
        return fail(ErrorKind::Failed,
                    AppTr::tr("The program \"%1\" answered with more than %2 MiB on %3 and was stopped.")
                        .arg(what)
                        .arg(std::max<qint64>(result.output.size(), result.handedOn) / (1024 * 1024))
                        .arg(where),
                    AppTr::tr("Ask for less at a time. Nothing of the answer was used."), detail);
    }
    return fail(ErrorKind::Internal, endingInWords(what, result));
}

} // namespace Nightkeep
