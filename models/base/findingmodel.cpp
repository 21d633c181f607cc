// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

QString acceptedFold()
{
    return QStringLiteral("fold/accepted");
}

QString foldOf(const Finding &finding)
{
    return QStringLiteral("fold/%1/%2").arg(nameOf(finding.severity), finding.kind);
}

bool mayFold(const Finding &finding)
{
    // A lost folder is urgent for thousands of courses.
    return (finding.severity != Severity::Critical || finding.page == Page::Courses) && !finding.kind.isEmpty();
}

/// Several of one kind. A kind that has no sentence here is told by its first.
QString foldTitle(const FindingRow &row)
{
    if (row.accepted)
        return Tr::tr("%n accepted", "findings", row.count);
    if (row.finding.kind == QLatin1String("nobody-asked"))
        return Tr::tr("%n folders are backed up that nobody asked for.", nullptr, row.count);
    if (row.finding.kind == QLatin1String("setting-differs"))
        return Tr::tr("%n options of Moodle are not as agreed.", nullptr, row.count);
    if (row.finding.kind == QLatin1String("failure"))
        return Tr::tr("%n servers could not be asked.", nullptr, row.count);
    if (row.finding.kind == QLatin1String("course-missing"))
        return Tr::tr("%n courses have no copy that would restore.", nullptr, row.count);
    if (row.finding.kind == QLatin1String("ok-without-file"))
        return Tr::tr("%n courses have no copy, and Moodle calls that OK.", nullptr, row.count);
    if (row.finding.kind == QLatin1String("copy-damaged"))
        return Tr::tr("The newest copies of %n courses would not restore.", nullptr, row.count);
    if (row.finding.kind == QLatin1String("copy-old"))
        return Tr::tr("The last good copies of %n courses are too old.", nullptr, row.count);
    if (row.finding.kind == QLatin1String("copy-doubtful"))
        return Tr::tr("Whether %n courses have a good copy is not known.", nullptr, row.count);
    return Tr::tr("%1 And %n more of this kind.", "a whole sentence, and how many more", row.count - 1)
        .arg(row.finding.title);
}

QString rowTitle(const FindingRow &row)
{
    if (row.isHeading())
        return Tr::tr("%1 (%2)").arg(severityHeading(row.severity)).arg(row.count);
    return row.isFinding() ? row.finding.title : foldTitle(row);
}

QString rowReason(const FindingRow &row)
{
    if (!row.accepted)
        return row.finding.reason;
    return QStringList {acceptanceInWords(*row.accepted), row.finding.reason}.join(u' ').trimmed();
}

QString rowAct(const FindingRow &row, bool unfolded)
{
    if (row.isHeading())
        return {};
    if (!row.isFinding())
        return unfolded ? Tr::tr("Fold") : Tr::tr("Review");
    return row.accepted ? Tr::tr("Take back") : actWord(row.finding.act);
}

/// What the screen shows by an icon and by the heading above.
QString spokenTitle(const FindingRow &row)
{
    if (row.isHeading() || row.accepted)
        return rowTitle(row);
    return Tr::tr("%1: %2", "a severity, a finding").arg(severityHeading(row.severity), rowTitle(row));
}

} // namespace

State severityState(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return State::Bad;
    case Severity::Warning:
        return State::Attention;
    case Severity::Info: // "nothing is known", among others
        return State::Unknown;
    }
    return State::Unknown;
}

QString severityHeading(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return Tr::tr("Urgent");
    case Severity::Warning:
        return Tr::tr("Needs attention");
    case Severity::Info:
        return Tr::tr("Good to know");
    }
    return {};
}

QString actWord(FindingAct act)
{
    switch (act) {
    case FindingAct::Show:
        return Tr::tr("Show");
    case FindingAct::Ask:
        return Tr::tr("Ask again");
    case FindingAct::Request:
        return Tr::tr("Request…");
    case FindingAct::Decide:
        return Tr::tr("Decide…");
    case FindingAct::History:
        return Tr::tr("History…");
    case FindingAct::BringInLine:
        return Tr::tr("Bring in line…");
    case FindingAct::StartAgain:
        return Tr::tr("Start again…");
    case FindingAct::AcceptWarnings:
        return Tr::tr("Accept warnings…");
    }
    return {};
}

QString openFindingsInWords(int count)
{
    return Tr::tr("%n open findings", nullptr, count);
}

void FindingModel::setFindings(const QList<Finding> &findings, const QList<AcceptedNow> &accepted)
{
    m_open = findings;
    m_accepted = accepted;
    arrangeRows();
}

void FindingModel::toggle(const QString &fold)
{
    if (!m_unfolded.remove(fold))
        m_unfolded.insert(fold);
    arrangeRows();
    tellChanged(0, 0); // the line itself is as it was, and its button is not
}

qsizetype FindingModel::reveal(const QString &id)
{
    if (rowOf(id) >= 0)
        return rowOf(id);
    const qsizetype before = m_unfolded.size();
    for (const Finding &finding : std::as_const(m_open)) {
        if (finding.id == id && mayFold(finding))
            m_unfolded.insert(foldOf(finding));
    }
    for (const AcceptedNow &each : std::as_const(m_accepted)) {
        if (each.finding.id == id)
            m_unfolded.insert(acceptedFold());
    }
    if (m_unfolded.size() > before)
        arrangeRows();
    return rowOf(id);
}

const FindingRow *FindingModel::at(const QModelIndex &index) const
{
    return index.isValid() ? &rows().at(index.row()) : nullptr;
}

void FindingModel::arrangeRows()
{
    QHash<QString, QList<Finding>> folds;
    for (const Finding &finding : std::as_const(m_open)) {
        if (mayFold(finding))
            folds[foldOf(finding)] << finding;
    }
    QList<FindingRow> wanted;
    QSet<QString> shown; // folds
    for (const Severity severity : {Severity::Critical, Severity::Warning, Severity::Info}) {
        const qsizetype heading = wanted.size();
        int count = 0;
        for (const Finding &finding : std::as_const(m_open)) {
            if (finding.severity != severity)
                continue;
            ++count;
            const QString fold = mayFold(finding) ? foldOf(finding) : QString();
            const QList<Finding> alike = folds.value(fold);
            if (alike.size() <= MostOfOneKind) {
                wanted << FindingRow {severity, 0, finding};
                continue;
            }
            if (shown.contains(fold))
                continue;
            shown.insert(fold);
            wanted << FindingRow {severity, int(alike.size()), finding, fold};
            if (m_unfolded.contains(fold)) {
                for (const Finding &each : alike)
                    wanted << FindingRow {severity, 0, each};
            }
        }
        if (count > 0)
            wanted.insert(heading, FindingRow {severity, count});
    }
    if (!m_accepted.isEmpty()) {
        const AcceptedNow &first = m_accepted.constFirst();
        wanted << FindingRow {Severity::Info, int(m_accepted.size()), first.finding, acceptedFold(), first.acceptance};
        if (m_unfolded.contains(acceptedFold())) {
            for (const AcceptedNow &each : std::as_const(m_accepted))
                wanted << FindingRow {each.finding.severity, 0, each.finding, {}, each.acceptance};
        }
    }
    merge(wanted);
}

QString FindingModel::keyOf(const FindingRow &row) const
{
    if (row.isFinding())
        return row.finding.id;
    return row.isHeading() ? nameOf(row.severity) : row.fold;
}

Qt::ItemFlags FindingModel::flags(const QModelIndex &index) const
{
    const bool isHeading = index.isValid() && rows().at(index.row()).isHeading();
    return isHeading ? Qt::ItemFlags(Qt::ItemNeverHasChildren) : MergedTable::flags(index);
}

QVariant FindingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FindingRow &row = rows().at(index.row());
    const auto ofFinding = [&row](const QVariant &value) { return row.isFinding() ? value : QVariant(); };
    switch (role) {
    case Qt::DisplayRole:
        return rowTitle(row);
    case Qt::AccessibleTextRole:
        return spokenTitle(row);
    case Qt::AccessibleDescriptionRole:
        return ofFinding(QStringList {rowReason(row), row.finding.advice}.join(u' ').trimmed());
    case Qt::ToolTipRole:
    case ReasonRole:
        return ofFinding(rowReason(row));
    case AdviceRole:
        return ofFinding(row.finding.advice);
    case PageRole:
        return ofFinding(int(row.finding.page));
    case ObjectRole:
        return ofFinding(row.finding.object);
    case StateRole:
        return int(severityState(row.severity));
    case KeyRole:
        return keyAt(index.row());
    case IsHeadingRole:
        return row.isHeading();
    case IsFoldRole:
        return !row.fold.isEmpty();
    case IsUnfoldedRole:
        return m_unfolded.contains(row.fold);
    case SinceRole:
        return row.isFinding() && row.finding.since.isValid()
            ? Tr::tr("since %1", "a day").arg(dayAndMonth(row.finding.since.toLocalTime().date()))
            : QString();
    case ActRole:
        return rowAct(row, m_unfolded.contains(row.fold));
    default:
        return {};
    }
}

} // namespace Nightkeep
