// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page shows; what is done there is in retentionpageacts.cpp.
#include "widgets/retention/retentionpage.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/nightstrip.h"
#include "widgets/common/writing.h"
#include "widgets/retention/retentionfacts.h"
#include "widgets/retention/whatifdialog.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QTableView>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Nightkeep {

RetentionPage::RetentionPage(const PageContext &context, QWidget *parent)
    : TablePage(Page::Retention, context, parent)
    , m_undo(new QUndoStack(this))
    , m_model(new ColumnTable(PromisesTable::description(), this))
    , m_site(new QComboBox(this))
    , m_strip(new NightStrip(QStringLiteral("retentionStrip"), tr("Nights that can be restored"),
                             tr("Nothing is known of any night yet."), this))
{
    buildActions();
    addActions();
    buildContent();
    everyMinute([this] { // the strip and what is chosen in it stay as they are
        m_model->setNow(now());
        showSite();
    });
}

RetentionPage::~RetentionPage()
{
    stopNights();
}

PageArea RetentionPage::area()
{
    return {Page::Retention,
            tr("Retention"),
            makePage<RetentionPage>,
            tr("Retention: do our rules give us what we promised?"),
            {tr("The strip shows each night of the last 60, or of up to five years: one cell a night, one row a kind "
                "of data. Colour, pattern and word say where that night's state is kept: on the server and off it, on "
                "the server alone, off it alone, of a part only, nowhere, or that nobody knows. Rows in italics are "
                "what was really seen, below what the rules would give. The thick line is where the promise begins."),
             tr("In the strip the arrow keys go from night to night and from row to row, Home and End to its ends, "
                "Page Up and Page Down by a month, plus and minus zoom. Where cells would be too narrow a cell is a "
                "week or a month, and shows the worst of its nights."),
             tr("The table has what the team promises: for how long at least something can be restored, and for how "
                "long at most a student's data are kept. A promise is kept, broken, suspended by a hold, cannot be "
                "kept by any rule of ours, or cannot be decided: then the figure that is missing is named, or what "
                "nobody has looked at. Dumps are played as the team's page makes them, and the incremental at 22:00 "
                "where none was seen: where that counts, it is said."),
             tr("Agree on a figure writes a promise's figure, with who agreed and when. What if moves figures to see "
                "what they would give, before and after side by side, and changes nothing. Propose looks for the "
                "smallest changes that keep a promise, the cheapest first. After a loss says what comes back, how old "
                "it is, and what to do."),
             tr("A hold is for a course or a case under dispute. Before deletion says no to a course that is held, and "
                "a promise by which its copies should be gone is suspended meanwhile. The request to the storage team "
                "is written, never sent. An erasure is recorded by a reference, never by a name: the list says which "
                "copies may still hold the person's data, and until when."),
             tr("What survives says which copies are left if a building or an account is lost; in which building a "
                "server stands, and on what its copies lie, is said where the server is edited. Save the strip makes a "
                "picture, a PDF or a drawing "
                "of it, in black and white if wanted.")},
            tr("Go to retention"),
            true};
}

void RetentionPage::buildActions()
{
    const auto made = [this](const char *name, const char *icon, const QString &text, auto act, const QString &tip) {
        return newAction(this, QLatin1String(name), QLatin1String(icon), text, act, tip);
    };
    m_agree = made("agreeFigure", "decide", tr("&Agree on a figure…"), &RetentionPage::agree,
                   tr("Write what was agreed of the chosen promise, by whom and when"));
    m_withdraw = newAction(this, QStringLiteral("withdrawPromise"), QStringLiteral("remove"), tr("With&draw a promise"),
                           tr("Remove a promise for a category of courses that was made by mistake"));
    connect(m_withdraw, &QAction::triggered, this, [this] {
        if (const PromiseLine *line = m_model->find(table()->currentKey()))
            setPromised(line->verdict.promise, false, false);
    });
    m_whatIf = newAction(this, QStringLiteral("whatIf"), QStringLiteral("settings"), tr("&What if…"),
                         tr("Move figures, and see what they would give"));
    connect(m_whatIf, &QAction::triggered, this, [this] { whatIf(); });
    m_propose = made("proposeChanges", "search", tr("&Propose…"), &RetentionPage::propose,
                     tr("Look for the smallest changes that keep the promise"));
    m_loss = made("afterLoss", "history", tr("After a &loss…"), &RetentionPage::afterLoss,
                  tr("What comes back after a loss, how old it is, and what to do"));
    m_hold = made("holdCourse", "lock", tr("&Hold a course…"), &RetentionPage::hold,
                  tr("Hold a course or a case under dispute, so that nobody deletes it"));
    m_holds = made("showHolds", "unlock", tr("H&olds…"), &RetentionPage::showHolds,
                   tr("What is held and what was, to end a hold, or to copy its request"));
    m_erasure = made("recordErasure", "remove", tr("&Record an erasure…"), &RetentionPage::recordErasure,
                     tr("Remember that a person's data were erased from Moodle"));
    m_erasures = made("showErasures", "columns", tr("&Erasures…"), &RetentionPage::showErasures,
                      tr("Copies that may still hold what was erased, and the day on which each ends"));
    m_survival = made("showSurvival", "folders", tr("What &survives…"), &RetentionPage::showSurvival,
                      tr("What is left if a building or an account is lost"));
    m_save = made("saveStrip", "export", tr("Sa&ve the strip…"), &RetentionPage::saveStrip,
                  tr("Save the strip of nights as a picture, a PDF or a drawing"));
    m_grey = newAction(this, QStringLiteral("stripInGrey"), QStringLiteral("columns"), tr("Save in &black and white"),
                       tr("Patterns alone, for paper"));
    m_grey->setCheckable(true);
    m_zoomIn = newAction(this, QStringLiteral("zoomInNights"), QStringLiteral("add"), tr("&Fewer nights"),
                         tr("Fewer nights, each larger"));
    m_zoomOut = newAction(this, QStringLiteral("zoomOutNights"), QStringLiteral("remove"), tr("&More nights"),
                          tr("More nights, up to five years"));
    connect(m_zoomIn, &QAction::triggered, m_strip, &NightStrip::zoomIn);
    connect(m_zoomOut, &QAction::triggered, m_strip, &NightStrip::zoomOut);
}

void RetentionPage::addActions()
{
    addPageAction(m_agree, true);
    for (QAction *action : {m_whatIf, m_propose, m_loss, m_hold})
        addPageAction(action);
    for (QAction *action : {m_withdraw, m_holds, m_erasure, m_erasures, m_survival, m_zoomIn, m_zoomOut, m_save, m_grey,
                            exportAction(), copyAction()})
        addMenuAction(action);
}

void RetentionPage::buildContent()
{
    m_site->setObjectName(QStringLiteral("retentionSite"));
    m_site->setAccessibleName(tr("Which site"));
    m_site->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    contentLayout()->addWidget(m_site, 0, Qt::AlignLeft);
    contentLayout()->addWidget(m_strip);
    build(
        m_model,
        {QStringLiteral("promiseDetail"), tr("Detail of the chosen promise"), QString(), tr("Save the promises"), true},
        nullptr);
    const QList<QToolButton *> buttons = findChildren<QToolButton *>();
    for (QToolButton *button : buttons) { // Tab goes as it is read
        if (button->defaultAction() != m_hold)
            continue;
        setTabOrder(button, m_site);
        setTabOrder(m_site, m_strip);
    }
    table()->view()->addActions({m_agree, m_propose});
    connect(m_site, &QComboBox::currentIndexChanged, this, [this] {
        m_strip->choose(0, {});
        showAgain();
    });
    connect(m_strip, &NightStrip::nightsWanted, this, &RetentionPage::readNights);
    connect(m_strip, &NightStrip::zoomed, this, [this] {
        stopNights(); // of the zoom before; nightsWanted() comes after this where more are wanted
        updateActions();
    });
    connect(table(), &DataTable::keyActivated, this, &RetentionPage::openDetail);
}

/// What was promised is of sites, which are reached through servers.
void RetentionPage::offerFirstStep(bool hasServers)
{
    m_first.setWritable(isWritable());
    const QString what = tr("What was promised of each Moodle site stands here, and whether the rules keep it.");
    if (!m_views.isEmpty())
        table()->setEmptyText(tr("Nothing is promised."));
    else if (hasServers)
        table()->setEmptyText(what + u' ' + tr("Say first where a site's database and folders are."),
                              m_first.showSettings());
    else
        table()->setEmptyText(what + u' ' + tr("It is read through one of the team's servers: begin with those."),
                              m_first.importPage(), m_first.addServer());
}

void RetentionPage::resizeEvent(QResizeEvent *event)
{
    TablePage::resizeEvent(event);
    // With large letters the promises would have no room below it.
    const int line = fontMetrics().lineSpacing();
    const int room = std::max(2 * line, std::min(height() / 3, height() - 15 * line));
    m_strip->setMaximumHeight(room);
    m_strip->growTo(room);
}

void RetentionPage::showEstate(const Estate &estate)
{
    const QString failure = tr("What is kept could not be read from the workspace.");
    const auto *views = readOr(estate.reading.retention, failure);
    const auto *servers = views ? readOr(estate.reading.servers, failure) : nullptr;
    if (!servers)
        return;
    m_views = *views;
    offerFirstStep(!servers->isEmpty());
    fillSites();
    const RetentionView *shown = view();
    QList<PromiseLine> lines;
    for (const PromiseVerdict &verdict : shown ? shown->promises : QList<PromiseVerdict>())
        lines << PromiseLine {shown->site.name, verdict};
    m_model->setRows(lines, now());
    m_strip->setVisible(shown != nullptr);
    if (shown)
        showPicture(*shown);
    showSite();
}

/// The site that was chosen stays so.
void RetentionPage::fillSites()
{
    const QSignalBlocker quiet(m_site);
    const QString chosen = m_site->currentData().toString();
    m_site->clear();
    for (const RetentionView &each : std::as_const(m_views))
        m_site->addItem(visibleText(each.site.name), each.site.name);
    m_site->setCurrentIndex(std::max(0, m_site->findData(chosen)));
    m_site->setVisible(m_views.size() > 1);
}

void RetentionPage::showSite()
{
    if (const RetentionView *shown = view()) {
        const PageAnswer answer = shown->answer();
        setAnswer(answer.state, answer.sentence);
    } else {
        setAnswer(State::Unknown, tr("There is no site yet of which anything could be promised."));
    }
    showTable();
}

/// What is shown of more nights stays until as many are known anew.
void RetentionPage::showPicture(const RetentionView &view)
{
    stopNights();
    const bool isOther = m_pictured != view.site.name;
    m_pictured = view.site.name;
    if (isOther || m_strip->nights() <= view.nights.nights())
        m_strip->setPicture(view.nights);
    if (m_strip->nights() > view.nights.nights())
        readNights(m_strip->nights());
}

/// What is looked for further back is not wanted any more.
void RetentionPage::stopNights()
{
    ++m_reading;
    if (m_nightsJob != 0)
        context().jobs.cancel(std::exchange(m_nightsJob, 0));
}

void RetentionPage::readNights(int nights)
{
    const RetentionView *shown = view();
    stopNights();
    if (!shown)
        return;
    m_nightsJob = context().jobs.look<NightPicture>(
        tr("Look further back at the nights of %1").arg(shown->site.name), {}, this,
        [reading = estate().reading, site = shown->site.name, nights](const CancelToken &cancel,
                                                                      const ProgressSink &) -> Result<NightPicture> {
            const Result<RetentionReading> of = retentionReading(reading, site, nights);
            if (!of)
                return fail(of.error());
            if (cancel.isCancelled())
                return fail(ErrorKind::Cancelled, tr("Nobody wants to see so many nights any more."));
            return makeNightPicture(*of);
        },
        [this, asked = m_reading](const Result<NightPicture> &picture) {
            if (asked != m_reading)
                return;
            m_nightsJob = 0;
            if (picture)
                m_strip->setPicture(*picture);
            else
                showError(picture.error());
        });
}

void RetentionPage::showDetail()
{
    const QString key = table()->currentKey();
    const PromiseLine *line = m_model->find(key);
    const RetentionView *site = view();
    QList<NextSteps::Step> steps;
    if (line && !line->verdict.promise.figure)
        steps.append({State::Unknown, tr("The figure is to be agreed."), line->verdict.advice, m_agree});
    showSteps([&key](const Finding &finding) { return finding.page == Page::Retention && finding.object == key; },
              [this, line](const Finding &finding) { return actOn(finding, line); }, steps);
    if (!line || !site) {
        detail()->describeNothing(tr("Choose a promise to see how it stands."));
        return;
    }
    detail()->describe(key, [line = *line, site = *site](FactsView &facts) { describePromise(facts, line, site); });
}

/// Null where what is missing is asked or agreed on other pages.
QAction *RetentionPage::actOn(const Finding &finding, const PromiseLine *line) const
{
    if (finding.kind == QLatin1String("hold-review"))
        return m_holds;
    if (!line || finding.kind == QLatin1String("promise-undecidable"))
        return nullptr;
    return isProposedFor(line->verdict.promise) ? m_propose : m_agree;
}

void RetentionPage::updateActions()
{
    const bool hasSite = view() != nullptr;
    const RetentionRecords *known = records();
    const PromiseLine *line = table()->selectedKeys().size() == 1 ? m_model->find(table()->currentKey()) : nullptr;
    enableWriting(m_agree, isWritable(), line != nullptr);
    enableWriting(m_withdraw, isWritable(), line && !line->verdict.promise.category.isEmpty());
    for (QAction *action : {m_whatIf, m_propose, m_loss, m_survival, m_save, m_grey})
        action->setEnabled(hasSite);
    enableWriting(m_hold, isWritable(), hasSite);
    enableWriting(m_erasure, isWritable(), hasSite);
    m_holds->setEnabled(known != nullptr);
    m_erasures->setEnabled(known != nullptr);
    m_zoomIn->setEnabled(hasSite && m_strip->nights() > NightStrip::LeastNights);
    m_zoomOut->setEnabled(hasSite && m_strip->nights() < NightStrip::MostNights);
}

QString RetentionPage::refreshWords() const
{
    return tr("It rests on what the pages of servers, settings and courses ask: refresh those");
}

/// There is nothing that this page alone could ask.
bool RetentionPage::canRefresh() const
{
    return false;
}

void RetentionPage::showObject(const QString &key)
{
    const auto at = std::find_if(m_views.cbegin(), m_views.cend(), [&key](const RetentionView &each) {
        return key.startsWith(each.site.name + u'/') || key == each.site.name;
    });
    if (at != m_views.cend())
        m_site->setCurrentIndex(int(at - m_views.cbegin()));
    TablePage::showObject(key);
}

const RetentionView *RetentionPage::view() const
{
    const int at = m_site->currentIndex();
    return at >= 0 && at < m_views.size() ? &m_views.at(at) : nullptr;
}

const RetentionRecords *RetentionPage::records() const
{
    return estate().reading.retentionRecords ? &*estate().reading.retentionRecords : nullptr;
}

} // namespace Nightkeep
