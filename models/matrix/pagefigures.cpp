// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/pagefigures.h"

#include "models/storage/decisionfield.h"
#include "models/storage/figureproposal.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype LongestLine = 4000;
constexpr qsizetype MostLines = 200; // the last ones: they stand nearest to the matrix

bool speaksOfDeletion(const QString &sentence)
{
    return sentence.contains(QLatin1String("delet"), Qt::CaseInsensitive);
}

bool speaksOfAll(const QString &sentence)
{
    static const QRegularExpression allMachines(
        QStringLiteral("\\b(all|every|each)\\s+((of|the|our|these)\\s+)*(machine|server|host)s?\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return allMachines.match(sentence).hasMatch();
}

bool makesAnException(const QString &sentence)
{
    static const QRegularExpression exception(
        QStringLiteral("\\b(not|no|never|\\w+n['\\x{2019}]t|except\\w*|excluding|but|apart from|aside from|other than|"
                       "besides|save for|unless|without)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return exception.match(sentence).hasMatch();
}

QStringList sentencesOf(const QString &line)
{
    static const QRegularExpression end(QStringLiteral("(?<=[.?!;])\\s+"));
    return line.left(LongestLine).split(end, Qt::SkipEmptyParts);
}

/// Whether a sentence goes on about the copies of the one before it.
bool goesOn(const QString &sentence)
{
    static const QRegularExpression ofCopies(
        QStringLiteral("^(they|these|those|(the )?copies|each)\\b.*\\b(kept|retained|held)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return !speaksOfAll(sentence) && (speaksOfDeletion(sentence) || ofCopies.match(sentence).hasMatch());
}

/// The sentences about all machines in a line, each with those that go on about it, in the next line too.
QStringList statementsOf(const QString &line, const QString &nextLine)
{
    const QStringList here = sentencesOf(line);
    const QStringList sentences = here + sentencesOf(nextLine).mid(0, 1);
    QStringList statements;
    for (qsizetype i = 0; i < here.size(); ++i) {
        if (!speaksOfAll(here.at(i)))
            continue;
        QString statement = here.at(i);
        for (qsizetype j = i + 1; j < sentences.size() && !speaksOfDeletion(statement) && goesOn(sentences.at(j)); ++j)
            statement += u'\n' + sentences.at(j);
        statements += statement;
    }
    return statements;
}

QStringList statementsOf(const QStringList &lines)
{
    QList<qsizetype> places;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (speaksOfAll(lines.at(i)))
            places.append(i);
    }
    QStringList statements;
    for (const qsizetype i : places.mid(std::max<qsizetype>(0, places.size() - MostLines)))
        statements += statementsOf(lines.at(i), lines.value(i + 1));
    statements.removeDuplicates();
    return statements;
}

/// What a sentence says of how copies are kept; how often something else is done is no figure of theirs.
BackupFigures saidIn(const QString &statement)
{
    BackupFigures said = proposedBackup(statement);
    if (!said.versionsExist && !said.versionsDeleted)
        return {};
    if (!statement.contains(QLatin1String("back"), Qt::CaseInsensitive))
        said.everyDays.reset();
    return said;
}

} // namespace

BackupFigures figuresOfAll(const QStringList &lines, QStringList *unclear)
{
    ServerDecisions all;
    QList<Figure> disputed;
    const auto take = [&](const BackupFigures &figures) {
        const ServerDecisions said {.backup = figures};
        const qsizetype before = disputed.size();
        for (const Figure figure : allFigures()) {
            const std::optional<int> value = figureOf(said, figure);
            std::optional<int> &known = figureOf(all, figure);
            if (value && known && value != known)
                disputed.append(figure);
            else if (value)
                known = value;
        }
        return disputed.size() == before;
    };
    for (const QString &statement : statementsOf(lines)) {
        const BackupFigures said = saidIn(statement);
        const bool isClear = said.isEmpty() || (!makesAnException(statement) && take(said));
        if (!isClear && unclear)
            unclear->append(statement.simplified());
    }
    for (const Figure figure : disputed)
        figureOf(all, figure).reset();
    return all.backup;
}

} // namespace Nightkeep
