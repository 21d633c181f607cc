// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/figureproposal.h"

#include "models/storage/decisionfield.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <utility>

namespace Nightkeep {

namespace {

using Found = QHash<Figure, QList<int>>;

constexpr int Week = 7;
constexpr qsizetype LongestText = 4000; // no policy is longer, and the expressions below take their time

QString numberPattern()
{
    return QStringLiteral("(?<![\\w.,/-])(\\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)");
}

int numberOf(const QString &word)
{
    static const QStringList words {QStringLiteral("zero"),  QStringLiteral("one"),   QStringLiteral("two"),
                                    QStringLiteral("three"), QStringLiteral("four"),  QStringLiteral("five"),
                                    QStringLiteral("six"),   QStringLiteral("seven"), QStringLiteral("eight"),
                                    QStringLiteral("nine"),  QStringLiteral("ten")};
    if (word == u"twelve")
        return 12;
    const qsizetype at = words.indexOf(word);
    return at >= 0 ? int(at) : word.toInt();
}

bool has(const QString &text, const char *pattern)
{
    return QRegularExpression(QLatin1String(pattern)).match(text).hasMatch();
}

/// Every number that stands before one of the words; what is a choice of two numbers is passed over.
QList<int> numbersBefore(const QString &text, const char *words)
{
    static const QRegularExpression choice(QStringLiteral("\\b(or|to|and|between|-|\\x{2013})\\s*$"));
    const QRegularExpression pattern(numberPattern() + QStringLiteral("\\s+(?:%1)\\b").arg(QLatin1String(words)));
    QList<int> numbers;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString before = text.left(match.capturedStart());
        const bool oneOfTwo = choice.match(before).hasMatch() && has(before, "\\d\\s*\\S*\\s*$");
        if (!oneOfTwo)
            numbers << numberOf(match.captured(1));
    }
    return numbers;
}

/// Sentences of a text in lower case and single spaces; a question says nothing plainly.
QStringList sentences(const QString &text)
{
    static const QRegularExpression end(QStringLiteral("(?<=[?!;])|(?<=\\.)(?=\\s|$)|\\n"));
    QStringList plain;
    for (const QString &sentence : text.left(LongestText).toLower().split(end, Qt::SkipEmptyParts)) {
        if (const QString clean = sentence.simplified(); !clean.isEmpty() && !clean.endsWith(u'?'))
            plain << clean;
    }
    return plain;
}

/// The parts of a sentence that speak of a file that is there, and of one that was deleted.
std::pair<QStringList, QStringList> byDeletion(const QString &sentence)
{
    static const QRegularExpression breaks(QStringLiteral(",\\s|\\b(?:and|but|with)\\b"));
    const qsizetype deletion = sentence.indexOf(QStringLiteral("delet"));
    if (deletion < 0)
        return {{sentence}, {}};
    const QRegularExpressionMatch number = QRegularExpression(numberPattern()).match(sentence);
    if (!number.hasMatch() || number.capturedStart() > deletion)
        return {{}, {sentence}};
    std::pair<QStringList, QStringList> parts;
    bool ofDeleted = false;
    for (const QString &part : sentence.split(breaks, Qt::SkipEmptyParts)) {
        ofDeleted = ofDeleted || part.contains(QStringLiteral("delet"));
        (ofDeleted ? parts.second : parts.first) << part;
    }
    return parts;
}

void readKept(const QString &part, Figure copies, Figure days, Found &found)
{
    static const QRegularExpression often(
        numberPattern() + QStringLiteral("\\s+times\\b|\\bevery\\s+\\w+\\s+(?:days|nights|weeks)\\b"));
    QString text = part;
    text.remove(often);
    found[copies] += numbersBefore(text, "cop(?:y|ies)|versions?");
    for (const int day : numbersBefore(text, "days?|nights"))
        found[days] << day;
    for (const int week : numbersBefore(text, "weeks?"))
        found[days] << week * Week;
    if (has(text, "\\b(for ?ever|indefinitely)\\b"))
        found[days] << NoLimit;
}

void readOften(const QString &sentence, Found &found)
{
    if (has(sentence, "\\b(not|no|never|isn't|aren't)\\b"))
        return;
    QList<int> &every = found[Figure::EveryDays];
    if (has(sentence, "\\b(nightly|daily|(every|each) (night|day))\\b"))
        every << 1;
    if (has(sentence, "\\bevery other (night|day)\\b"))
        every << 2;
    if (has(sentence, "\\b(weekly|(every|each|once a) week)\\b"))
        every << Week;
    static const QRegularExpression everyDays(QStringLiteral("\\bevery ") + numberPattern()
                                              + QStringLiteral(" (?:days|nights)\\b"));
    for (auto matches = everyDays.globalMatch(sentence); matches.hasNext();)
        every << numberOf(matches.next().captured(1));
}

/// The figure, if all that was found agrees and can be.
std::optional<int> agreed(const Found &found, Figure figure)
{
    const QList<int> values = found.value(figure);
    if (values.isEmpty() || values.count(values.first()) != values.size())
        return std::nullopt;
    return figureRange(figure).holds(values.first()) ? std::optional(values.first()) : std::nullopt;
}

} // namespace

BackupFigures proposedBackup(const QString &policy)
{
    Found found;
    for (const QString &sentence : sentences(policy)) {
        const auto [existing, deleted] = byDeletion(sentence);
        for (const QString &part : existing)
            readKept(part, Figure::VersionsExist, Figure::RetainExtra, found);
        for (const QString &part : deleted)
            readKept(part, Figure::VersionsDeleted, Figure::RetainOnly, found);
        readOften(sentence, found);
    }
    ServerDecisions decisions;
    for (const Figure figure : allFigures())
        figureOf(decisions, figure) = agreed(found, figure);
    return decisions.backup;
}

ArchiveFigures proposedArchive(const QString &archive)
{
    Found found;
    for (const QString &sentence : sentences(archive)) {
        if (has(sentence, "\\b(not|no|never archived|isn't|aren't)\\b"))
            continue;
        QList<int> &times = found[Figure::TimesAYear];
        times += numbersBefore(sentence, "times (?:a|per|each|every) year|times yearly");
        if (has(sentence, "\\b(once a year|(?<!academic )yearly|annual(ly)?|(each|every)( academic| school)? year)\\b")
            && !has(sentence, "times (each|every) year"))
            times << 1;
        if (has(sentence, "\\btwice (a|per|each|every) year\\b"))
            times << 2;
        if (has(sentence, "\\b((each|every) term|termly|once a term)\\b"))
            times << 3;
        if (has(sentence, "\\b(quarterly|(each|every) quarter)\\b"))
            times << 4;
        if (has(sentence, "\\b(monthly|(each|every) month|once a month)\\b"))
            times << 12;
        static const QRegularExpression interval(QStringLiteral("\\bevery \\w+ years?\\b"));
        QList<int> &years = found[Figure::KeepYears];
        years += numbersBefore(QString(sentence).remove(interval), "years?");
        if (has(sentence, "\\b(for ?ever|indefinitely|permanently|never deleted)\\b"))
            years << NoLimit;
    }
    ArchiveFigures figures;
    figures.timesAYear = agreed(found, Figure::TimesAYear);
    figures.keepYears = agreed(found, Figure::KeepYears);
    return figures;
}

} // namespace Nightkeep
