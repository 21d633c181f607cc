// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storagemanagerrules.h"

#include "models/storage/serverdecisions.h"
#include "models/storage/storagemanagertext.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

using Scope = IncludeExcludeRule::Scope;

/// As Latin-1, so that no byte of a pattern is lost on the way through an expression.
QStringList linesOf(const QByteArray &bytes)
{
    QStringList lines = QString::fromLatin1(bytes).split(QLatin1Char('\n'));
    for (QString &line : lines) {
        while (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
    }
    return lines;
}

bool beginsWithAny(const QString &word, std::initializer_list<const char *> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [&word](const char *beginning) {
        return word.startsWith(QLatin1String(beginning), Qt::CaseInsensitive);
    });
}

std::optional<bool> includes(const QString &mode)
{
    if (beginsWithAny(mode, {"incl", "einschl", "inkl", "eingeschl"}))
        return true;
    if (beginsWithAny(mode, {"excl", "ausschl", "exkl", "ausgeschl"}))
        return false;
    return std::nullopt;
}

/// Nothing for a word that is not known; Other for one that is known to say nothing about backups.
std::optional<Scope> scopeOf(const QString &function)
{
    if (beginsWithAny(function, {"filesp", "dateiber", "dateisys"}))
        return Scope::FileSpace;
    if (beginsWithAny(function, {"dir", "verz"}))
        return Scope::Directory;
    if (beginsWithAny(function, {"all", "backup", "sicher", "file", "datei"}))
        return Scope::File;
    if (beginsWithAny(function,
                      {"arch", "compr", "kompr", "encr", "versch", "image", "abbild", "subf", "dedup", "dedupl", "hsm",
                       "space", "speicher", "snap", "fssnap", "registry", "nas"}))
        return Scope::Other;
    return std::nullopt;
}

/// What a file's name or the client's word for itself is; bytes that are no UTF-8 stay visible.
QString sourceText(const QString &latin)
{
    return visibleText(QString::fromUtf8(latin.trimmed().toLatin1()));
}

struct RuleWords
{
    QString mode;
    QString function;
    QString pattern;
    QString rest;
};

/// Without the blanks around it. A byte of a letter is none: "\xc3\xa0" ends with what Latin-1 calls a space.
QString trimmedLine(const QString &line)
{
    const auto isBlank = [](QChar c) { return c == u' ' || (c >= u'\t' && c <= u'\r'); };
    const auto begin = std::find_if_not(line.begin(), line.end(), isBlank);
    qsizetype end = line.size();
    while (end > begin - line.begin() && isBlank(line.at(end - 1)))
        --end;
    return line.mid(begin - line.begin(), end - (begin - line.begin()));
}

// In the expressions for whole lines nothing that may take blanks stands beside another that may: of a line of blanks
// they would try each way to share them out.

/// Of "*** File Include/Exclude ***" what stands between; empty for other lines.
QString headingOf(const QString &line)
{
    const QString stars = QStringLiteral("***");
    const QString whole = trimmedLine(line);
    const bool isHeading = whole.size() > 2 * stars.size() && whole.startsWith(stars) && whole.endsWith(stars);
    return isHeading ? whole.mid(stars.size(), whole.size() - 2 * stars.size()).trimmed() : QString();
}

/// Splits a row: everything up to the pattern is the mode and the function, which may be two words.
std::optional<RuleWords> splitRule(const QString &line)
{
    static const QRegularExpression row(QStringLiteral(
        "^\\s*([^\\s\\d/*{\"'\\-=][^\\s/*\"']*)\\s+([^\\s\\d/*{\"'\\-=][^\\s/*\"']*(?: [^\\s/*\"']+)?)\\s+"
        "(?:\"([^\"]+)\"|'([^']+)'|([/*{][^\\s]*))(?:\\s+(\\S.*))?$"));
    const auto match = row.match(trimmedLine(line));
    if (!match.hasMatch())
        return std::nullopt;
    return RuleWords {match.captured(1), match.captured(2), match.captured(3) + match.captured(4) + match.captured(5),
                      match.captured(6)};
}

/// With -detail, a column for the management class stands before the source.
void takeManagementClass(IncludeExcludeRule &rule, QString rest, bool hasClassColumn)
{
    static const QRegularExpression classFirst(QStringLiteral("^([^\\s/]+)\\s+(\\S.*)$"));
    if (hasClassColumn && rule.include) {
        const auto match = classFirst.match(rest);
        if (match.hasMatch()) {
            rule.managementClass = sourceText(match.captured(1));
            rest = match.captured(2);
        }
    }
    rule.source = sourceText(rest);
}

/// Of a line "No Limit", "2 version(s)", "1.095 Tag(e)"; nothing where it says no number.
std::optional<int> figureOf(const QString &value)
{
    constexpr qsizetype Longest = 200; // of what says a figure
    if (value.size() > Longest)
        return std::nullopt;
    static const QRegularExpression noLimit(QStringLiteral("no\\s*limit|unbegrenzt|keine? (?:begrenzung|grenze|limit)|"
                                                           "ohne (?:begrenzung|grenze|limit)|unlimited"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression number(QStringLiteral("^(\\d{1,3}(?:[.,' \\x{a0}]\\d{3})+|\\d+)(?!\\S*\\d)"));
    if (noLimit.match(value).hasMatch())
        return NoLimit;
    const auto match = number.match(value);
    if (!match.hasMatch())
        return std::nullopt;
    QString digits = match.captured(1);
    digits.removeIf([](QChar character) { return !character.isDigit(); });
    bool isNumber = false;
    const int figure = digits.toInt(&isNumber);
    return isNumber ? std::optional<int>(figure) : std::nullopt;
}

bool labelHas(const QString &label, const char *expression)
{
    // Compiled once: a list has many thousand lines.
    static thread_local QHash<QLatin1String, QRegularExpression> known;
    QRegularExpression &compiled = known[QLatin1String(expression)];
    if (compiled.pattern().isEmpty())
        compiled = QRegularExpression(QString::fromLatin1(expression), QRegularExpression::CaseInsensitiveOption);
    return compiled.match(label).hasMatch();
}

/// Which group of figures the lines belong to.
enum class CopyGroup { None, Backup, Archive };

CopyGroup copyGroupOf(const QString &value)
{
    if (beginsWithAny(value, {"back", "sich"}))
        return CopyGroup::Backup;
    return beginsWithAny(value, {"arch"}) ? CopyGroup::Archive : CopyGroup::None;
}

/// Letters outside ASCII are one or two bytes, by the client's locale: hence "gel..?scht".
void takeFigure(ManagementClass &managed, CopyGroup group, const QString &label, const QString &value)
{
    // When the years begin to run (RETINIT), and the least of them where an event starts them (RETMIN).
    if (labelHas(label, "initiat|beginn|einleit|minim|mindest"))
        return;
    const std::optional<int> figure = figureOf(value);
    if (labelHas(label, "frequen|h..?ufigk") && group != CopyGroup::Archive) {
        managed.frequency = figure;
    } else if (labelHas(label, "versions? data exists|vorhand|exist")) {
        managed.versionsExist = figure;
    } else if (labelHas(label, "versions? data deleted|gel..?scht|gel.scht")) {
        managed.versionsDeleted = figure;
    } else if (labelHas(label, "retain extra|zus..?tzlich|zus.tzlich|weiter")) {
        managed.retainExtra = figure;
    } else if (labelHas(label, "retain only|letzte|einzige|nur ")) {
        managed.retainOnly = figure;
    } else if (labelHas(label, "^retain version|^retention|^aufbewahr|version aufbewahr|archiv.*aufbewahr")
               && group != CopyGroup::Backup) {
        managed.archiveRetain = figure;
    }
}

bool isDefaultClassLabel(const QString &label)
{
    return labelHas(label,
                    "default.*(mgmt|management|class)|standard.*(verwaltung|klasse)|(verwaltung|klasse).*standard");
}

bool isClassNameLabel(const QString &label)
{
    return labelHas(label, "^(mgmt\\s*class|management class)( name)?$|^(name der )?verwaltungsklassen?(-?name)?$");
}

} // namespace

Result<IncludeExcludeList> readIncludeExclude(const QByteArray &bytes, int exitStatus)
{
    static const QRegularExpression message(QStringLiteral("^\\s*AN[SR]\\d{4}[IWES]\\b"));
    static const QRegularExpression nothing(QStringLiteral("include.?exclude|exclude.?include|einschlie|ausschl|"
                                                           "inclexcl"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression looksLikeRule(QStringLiteral("^\\s*[^\\s:=]+\\s(?:.*\\s)?[\"'{]?[/*]\\S"));
    if (isBeyondMeasure(bytes))
        return storageManagerSilence(bytes, exitStatus, QStringLiteral("query inclexcl"));
    IncludeExcludeList list;
    bool isList = false;
    bool hasClassColumn = false;
    bool aboutFiles = true;
    for (const QString &line : linesOf(bytes)) {
        if (const QString title = headingOf(line); !title.isEmpty()) {
            isList = true;
            aboutFiles = !labelHas(title, "\\b(dfs|image|abbild)");
            continue;
        }
        if (message.match(line).hasMatch())
            continue;
        if (labelHas(line, "pattern|muster") && labelHas(line, "source|quelle")) {
            isList = true;
            hasClassColumn = labelHas(line, "mgmt|management|verw");
            continue;
        }
        const std::optional<RuleWords> words = splitRule(line);
        const std::optional<bool> include = words ? includes(words->mode) : std::nullopt;
        if (!words || (!include && !isList)) {
            // A pattern that fills its column leaves its source to the next line.
            static const QRegularExpression source(QStringLiteral("^\\s+(/\\S.*|\\S+)\\s*$"));
            const auto next = source.match(line);
            if (!list.rules.isEmpty() && list.rules.last().source.isEmpty() && next.hasMatch())
                list.rules.last().source = sourceText(next.captured(1));
            else if (isList && looksLikeRule.match(line).hasMatch())
                list.unread.append(sourceText(line));
            else if (nothing.match(line).hasMatch())
                isList = true; // "No include/exclude statements defined."
            continue;
        }
        // Without such a one the others would promise too much: the list is not known then.
        if (!isPossiblePattern(words->pattern.toLatin1()))
            return storageManagerSilence({}, exitStatus, QStringLiteral("query inclexcl"));
        const std::optional<Scope> scope = scopeOf(words->function);
        IncludeExcludeRule rule;
        rule.include = include.value_or(false);
        rule.scope = aboutFiles && include ? scope.value_or(Scope::Other) : Scope::Other;
        rule.pattern = words->pattern.toLatin1();
        takeManagementClass(rule, words->rest, hasClassColumn);
        if (!include || !scope)
            list.unread.append(sourceText(line));
        list.rules.append(rule);
        isList = true;
    }
    const bool empty = QString::fromLatin1(bytes).contains(QLatin1String("ANS1092W"));
    if (list.rules.isEmpty() && !empty && (!isList || exitStatus != 0))
        return storageManagerSilence(bytes, exitStatus, QStringLiteral("query inclexcl"));
    return list;
}

Result<QList<ManagementClass>> readManagementClasses(const QByteArray &bytes, int exitStatus)
{
    static const QRegularExpression row(QStringLiteral("^([^:]*[^:\\s.])[\\s.]*:\\s*(.*)$"));
    constexpr qsizetype LongestLabel = 200;
    if (isBeyondMeasure(bytes))
        return storageManagerSilence(bytes, exitStatus, QStringLiteral("query mgmtclass"));
    QList<ManagementClass> classes;
    QString defaultName;
    CopyGroup group = CopyGroup::None;
    for (const QString &line : linesOf(bytes)) {
        const auto match = row.match(trimmedLine(line));
        if (!match.hasMatch() || match.capturedLength(1) > LongestLabel)
            continue;
        const QString label = match.captured(1).simplified();
        const QString value = match.captured(2);
        const QString text = sourceText(value);
        if (isDefaultClassLabel(label)) {
            defaultName = text;
        } else if (isClassNameLabel(label)) {
            ManagementClass managed;
            managed.name = text;
            classes.append(managed);
            group = CopyGroup::None;
        } else if (classes.isEmpty()) {
            continue; // the banner, and what the domain says of itself
        } else if (labelHas(label, "^description$|^beschreibung$")) {
            classes.last().description = text;
        } else if (labelHas(label, "copy\\s*type|kopientyp|kopierart|art der kopie")) {
            group = copyGroupOf(text);
        } else {
            takeFigure(classes.last(), group, label, value);
        }
    }
    QSet<QString> seen;
    classes.removeIf([&seen](const ManagementClass &managed) {
        if (managed.name.isEmpty() || seen.contains(managed.name))
            return true;
        seen.insert(managed.name);
        return false;
    });
    for (ManagementClass &managed : classes)
        managed.isDefault = managed.name.compare(defaultName, Qt::CaseInsensitive) == 0;
    if (classes.isEmpty() && !QString::fromLatin1(bytes).contains(QLatin1String("ANS1092W")))
        return storageManagerSilence(bytes, exitStatus, QStringLiteral("query mgmtclass -detail"));
    return classes;
}

} // namespace Nightkeep
