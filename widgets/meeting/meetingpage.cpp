// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/meeting/meetingpage.h"

#include "models/base/format.h"
#include "models/decisionchange.h"
#include "models/workspace.h"
#include "widgets/common/writing.h"
#include "widgets/meeting/presentation.h"
#include "widgets/meeting/savepack.h"

#include <QTableView>
#include <QUndoStack>

#include <algorithm>

namespace Nightkeep {

namespace {

void meetingDescribeDecision(FactsView &view, const Decision &decision)
{
    view.fact(MeetingPage::tr("Decided"), visibleText(decision.text));
    view.fact(MeetingPage::tr("On"), dayInWords(decision.on, QLocale::LongFormat));
    view.fact(MeetingPage::tr("By"), visibleText(decision.people));
    view.fact(MeetingPage::tr("Reason"), visibleText(decision.reason));
    view.fact(MeetingPage::tr("Before"), visibleText(decision.before));
    view.fact(MeetingPage::tr("Now"), visibleText(decision.after));
    view.fact(MeetingPage::tr("Recorded by"), visibleText(decision.by));
    if (!decision.holds())
        view.state(State::Attention,
                   MeetingPage::tr("Taken back by %1 on %2.")
                       .arg(visibleText(decision.takenBackBy),
                            dayInWords(decision.takenBackAt.toLocalTime().date(), QLocale::LongFormat)));
}

/// `earlier`: about the same item.
void meetingDescribeRow(FactsView &view, const MeetingRow &row, const QList<Decision> &earlier)
{
    view.title(visibleText(row.item.title), agendaKindWord(row.item.kind));
    if (row.decision) {
        meetingDescribeDecision(view, *row.decision);
    } else {
        if (!row.item.background.isEmpty())
            view.paragraph(visibleLines(row.item.background));
        if (!row.item.answer.isEmpty()) {
            view.heading(MeetingPage::tr("What the rules say"), QStringLiteral("answer"));
            view.paragraph(visibleLines(row.item.answer));
        }
        if (!row.item.reason.isEmpty()) {
            view.heading(MeetingPage::tr("Reason"), QStringLiteral("reason"));
            view.paragraph(visibleLines(row.item.reason));
        }
    }
    if (earlier.isEmpty())
        return;
    view.heading(MeetingPage::tr("Earlier decisions about it"), QStringLiteral("earlier"));
    for (const Decision &decision : earlier)
        view.fact(dayInWords(decision.on, QLocale::ShortFormat),
                  MeetingPage::tr("%1 (%2)", "what was decided, whether it holds")
                      .arg(visibleText(decision.text), decisionStateWord(decision)));
}

} // namespace

MeetingPage::MeetingPage(const PageContext &context, QWidget *parent)
    : TablePage(Page::Meeting, context, parent)
    , m_undo(new QUndoStack(this))
    , m_model(new ColumnTable(MeetingTable::description(), this))
{
    buildActions();
    buildContent();
}

MeetingPage::~MeetingPage() = default;

PageArea MeetingPage::area()
{
    return {Page::Meeting,
            tr("Meeting"),
            makePage<MeetingPage>,
            tr("Meeting: what is there to decide?"),
            {tr("The agenda has the open questions of the team's page, the promises whose figure nobody has agreed on, "
                "what is to be agreed about servers, options of Moodle that are not as agreed or on which nobody has "
                "agreed, and findings that need a decision. Where the rules have an answer, it stands beside the "
                "question."),
             tr("A decision is recorded with its day, who decided and why. With a figure it changes what is agreed, "
                "and so the page that shows the figure. It can be taken back as long as the figure is as it was "
                "decided: then both go back, and the record says so."),
             tr("Present shows one item at a time in large type: Space or the right arrow goes on, the left one back, "
                "up and down scroll, D decides, Escape ends. Minutes has what a day decided, and what is still open, "
                "as text."),
             tr("Save the pack writes how everything stands, and what is to be decided: as PDF, a web page for the "
                "wiki, a text to edit, tables or JSON. The next pack marks what is new or changed since the one of "
                "which you said that the meeting gets it.")},
            tr("Go to the meeting"),
            true};
}

void MeetingPage::buildActions()
{
    const auto made = [this](const char *name, const char *icon, const QString &text, auto act, const QString &tip) {
        return newAction(this, QLatin1String(name), QLatin1String(icon), text, act, tip);
    };
    m_decide = made("meetingDecide", "decide", tr("&Decide…"), &MeetingPage::decideChosen,
                    tr("Record what was decided about the chosen item, and agree on its figure"));
    m_present = made("meetingPresent", "play", tr("&Present"), &MeetingPage::present,
                     tr("Show the agenda on the whole screen, one item at a time"));
    m_minutes = made("meetingMinutes", "copy", tr("&Minutes…"), &MeetingPage::showMinutes,
                     tr("What a day decided, and what is still open, as text"));
    m_takeBack = made("meetingTakeBack", "undo", tr("&Take back"), &MeetingPage::takeBackChosen,
                      tr("Take the chosen decision back, with what it changed"));
    m_pack = made("meetingPack", "export", tr("&Save the pack…"), &MeetingPage::writePack,
                  tr("Write how everything stands, and what is to be decided, as PDF, web page, text or tables"));
    addPageAction(m_decide, true);
    addPageAction(m_present);
    addPageAction(m_minutes);
    addPageAction(m_takeBack);
    addPageAction(m_pack);
    addMenuAction(copyAction());
    addMenuAction(exportAction());
}

void MeetingPage::writePack()
{
    clearError();
    savePack(this, context(), [this](const Error &error) { showError(error); });
}

void MeetingPage::buildContent()
{
    table()->addRowFilter(
        QStringLiteral("meetingFilter"), tr("Show items by whether they are decided"),
        {{tr("All"), int(Shown::All)}, {tr("To decide"), int(Shown::Open)}, {tr("Decided"), int(Shown::Decided)}},
        [this](int shown, int row) {
            const bool isDecided = m_model->rows().at(row).decision.has_value();
            return Shown(shown) == Shown::All || isDecided == (Shown(shown) == Shown::Decided);
        });
    build(m_model, {QStringLiteral("meetingDetail"), tr("Detail of the chosen item"), QString(), tr("Save the agenda")},
          nullptr);
    connect(table(), &DataTable::keyActivated, this, [this] {
        if (m_decide->isEnabled())
            decideChosen();
        else
            openDetail();
    });
    table()->view()->addActions({m_decide, m_takeBack, m_present});
}

const MeetingRow *MeetingPage::chosenRow() const
{
    return m_model->find(table()->currentKey());
}

void MeetingPage::showEstate(const Estate &estate)
{
    const auto *decisions = readOr(estate.reading.decisions, tr("The decisions could not be read from the workspace."));
    if (!decisions)
        return;
    if (estate.failure) {
        setAnswer(State::Unknown, tr("What there is to decide could not be read from the workspace."));
        showError(*estate.failure);
        return;
    }
    m_first.setWritable(isWritable());
    table()->setEmptyText(tr("What is to be decided follows from the team's page and its servers: begin with those."),
                          m_first.importPage(), m_first.addServer());
    const bool isEmpty = estate.standing(Page::Meeting).isEmpty;
    m_agenda = isEmpty ? QList<AgendaItem>() : agendaOf(estate.reading, estate.findings, *decisions);
    m_model->setRows(MeetingTable::rows(m_agenda, *decisions), now());
    showAnswer();
    showTable();
    showPresentation();
}

void MeetingPage::showAnswer()
{
    const AreaStanding standing = estate().standing(Page::Meeting);
    const auto findings = std::count_if(m_agenda.cbegin(), m_agenda.cend(),
                                        [](const AgendaItem &item) { return item.kind == AgendaKind::Finding; });
    QString sentence = standing.text;
    if (findings > 0 && findings == m_agenda.size())
        sentence = tr("Nothing else is left to decide", "than the findings that follow");
    if (findings > 0)
        sentence = tr("%1, and %n findings that need a decision", "12 things to decide", int(findings)).arg(sentence);
    if (!standing.detail.isEmpty())
        sentence = tr("%1; %2", "what is to be decided, what was").arg(sentence, standing.detail);
    setAnswer(standing.state, sentence + u'.');
}

void MeetingPage::showDetail()
{
    const MeetingRow *row = chosenRow();
    if (!row) {
        detail()->describeNothing(tr("Choose an item to see what is known of it."));
        return;
    }
    QList<Decision> earlier;
    for (const MeetingRow &other : m_model->rows()) {
        if (other.decision && other.decision->item == row->item.key && other.decision != row->decision)
            earlier << *other.decision;
    }
    detail()->describe(table()->currentKey(),
                       [row = *row, earlier](FactsView &view) { meetingDescribeRow(view, row, earlier); });
}

void MeetingPage::updateActions()
{
    const MeetingRow *row = chosenRow();
    enableWriting(m_decide, isWritable(), row && !row->decision);
    enableWriting(m_takeBack, isWritable(), row && row->decision && row->decision->holds());
    m_present->setEnabled(!m_agenda.isEmpty());
    m_minutes->setEnabled(m_model->rowCount() > 0);
}

void MeetingPage::showPresentation()
{
    if (!m_presentation)
        return;
    const auto &views = estate().reading.retention;
    m_presentation->setMayDecide(isWritable());
    m_presentation->setItems(m_agenda, views && !views->isEmpty() ? views->first().nights : NightPicture());
}

} // namespace Nightkeep
