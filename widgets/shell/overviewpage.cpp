// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/overviewpage.h"

#include "models/base/bytepath.h"
#include "models/base/findingmodel.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/emptyview.h"
#include "widgets/common/newaction.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/valuecommand.h"
#include "widgets/common/writing.h"
#include "widgets/servers/serverjobs.h"
#include "widgets/shell/acceptdialog.h"
#include "widgets/shell/allpages.h"
#include "widgets/shell/findingdelegate.h"
#include "widgets/shell/tile.h"
#include "widgets/shell/tilerows.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace Nightkeep {

namespace {

/// Where an act is done. Show, which goes to a finding's own place, is none.
struct ActPlace
{
    FindingAct act;
    Page page;
    const char *action;
};

constexpr auto ActPlaces = std::to_array<ActPlace>({
    {FindingAct::Ask, Page::Servers, "refreshChosen"},
    {FindingAct::Request, Page::Servers, "requestToStorage"},
    {FindingAct::Decide, Page::Servers, "decide"},
    {FindingAct::History, Page::Servers, "serverHistory"},
    {FindingAct::BringInLine, Page::Settings, "bringInLine"},
    {FindingAct::StartAgain, Page::Archives, "restartArchive"},
    {FindingAct::AcceptWarnings, Page::Archives, "acceptWarnings"},
});

constexpr QLatin1String AcceptancesLane("acceptances"); // one after another, as they are undone

} // namespace

OverviewPage::OverviewPage(const PageContext &context, QWidget *parent)
    : PageWidget(Page::Overview, context, parent)
    , m_undo(new QUndoStack(this))
    , m_model(new FindingModel(this))
    , m_view(new QListView(this))
    , m_delegate(new FindingDelegate(m_view))
    , m_detail(plainLabel(this))
    , m_list(new QWidget(this))
    , m_empty(new EmptyView(this))
    , m_tiles(new TileRows(this))
    , m_askAll(newAction(this, QStringLiteral("askAllNow"), QStringLiteral("refresh"), askAllWords(),
                         &OverviewPage::refreshRequested))
{
    buildTiles();
    buildActions();
    buildFindings();
    contentLayout()->addWidget(m_tiles);
    contentLayout()->addWidget(m_empty);
    contentLayout()->addWidget(m_list, 1);
    m_empty->hide(); // until it is known what to say
    setTabOrder(m_empty->findChildren<QPushButton *>().constLast(), m_view); // as they are read
    setFocusProxy(m_view);
}

OverviewPage::~OverviewPage() = default;

PageArea OverviewPage::area()
{
    return {Page::Overview,
            tr("Overview"),
            makePage<OverviewPage>,
            tr("Overview: what needs attention?"),
            {tr("All findings of all pages in one list, a line each. A click, or Enter, goes to the row it is about; "
                "the button at its end does what is to be done first. Evidence and next step of the chosen one stand "
                "below the list. Many of one kind are one line, which unfolds."),
             tr("Accept a finding about which nothing needs doing: it is counted apart, with your reason, until the "
                "day that you choose, and is open again when it becomes worse, when something else is wrong there, or "
                "when it had ended and comes back."),
             tr("The tiles above the list say in a few words how each page stands.")},
            tr("Go to the overview")};
}

void OverviewPage::buildTiles()
{
    for (const PageArea &area : allPages()) {
        if (area.page == page())
            continue;
        auto *tile = new Tile(area.title, pageName(area.page), m_tiles);
        tile->setObjectName(pageName(area.page) + QStringLiteral("Tile"));
        connect(tile, &Tile::activated, this, [this, page = area.page] { emit objectActivated(page, {}); });
        m_tiles->add(tile);
        m_tileOf.insert(int(area.page), tile);
    }
    m_tiles->hide();
}

void OverviewPage::buildActions()
{
    m_act = newAction(this, QStringLiteral("actOnFinding"), QStringLiteral("play"), tr("Show"), &OverviewPage::act,
                      tr("Do what there is to do first about the chosen finding"));
    m_accept = newAction(this, QStringLiteral("acceptFinding"), QStringLiteral("decide"), tr("Accept…"),
                         &OverviewPage::acceptFinding, tr("Say why nothing needs doing about the chosen finding"));
    m_takeBack = newAction(this, QStringLiteral("takeBackFinding"), QStringLiteral("undo"), tr("Take back"),
                           &OverviewPage::takeBack, tr("Open the accepted finding again"));
    addPageAction(m_act, true);
    addPageAction(m_accept);
    addPageAction(m_takeBack);
}

void OverviewPage::buildFindings()
{
    m_detail->setObjectName(QStringLiteral("findingDetail"));
    m_detail->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    // As high as most are, so that the list does not move with each choice.
    m_detail->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_detail->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_view->setObjectName(QStringLiteral("findings"));
    m_view->setAccessibleName(tr("What needs attention"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(m_view, &QAbstractItemView::activated, this, &OverviewPage::activate);
    // A finding is a link: one click goes there. Where the style activates by one click, it has already.
    connect(m_view, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (m_delegate->wasOnAct())
            actOnLine();
        else if (!style()->styleHint(QStyle::SH_ItemView_ActivateItemOnSingleClick, nullptr, m_view))
            activate(index);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &OverviewPage::showChosen);
    auto *copy =
        newAction(this, QStringLiteral("copyFinding"), QStringLiteral("copy"), tr("Copy"), &OverviewPage::copy);
    addMenuAction(copy);
    m_view->addActions({m_act, m_accept, m_takeBack, copy});
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *layout = new QVBoxLayout(m_list);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_detail);
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    PageWidget::resizeEvent(event);
    m_tiles->setMostHeight(height() * 2 / 5); // the list is what is worked with
}

void OverviewPage::showEstate(const Estate &estate)
{
    m_first.setWritable(isWritable());
    if (estate.failure) {
        setAnswer(State::Unknown, tr("The workspace could not be read."));
        m_tiles->hide(); // a green of before would be taken for now
        m_empty->setContents({}, nullptr); // so would that there is nothing to do
        showError(*estate.failure);
        return;
    }
    clearError();
    const QDateTime now = this->now();
    setAnswer(overviewState(estate), overviewSentence(estate, now));
    m_tiles->setVisible(!estate.isEmpty());
    for (AreaStanding area : estate.areas) {
        area.tellAges(now);
        if (Tile *shown = m_tileOf.value(int(area.page)))
            shown->setContents(area);
    }
    m_model->setFindings(estate.findings, estate.accepted, now);
    showFirstStep(estate);
    if (!m_view->currentIndex().isValid() && m_model->rowCount() > 1)
        m_view->setCurrentIndex(m_model->index(1, 0)); // below its heading
    showChosen();
    if (!m_wantedKey.isEmpty())
        showObject(std::exchange(m_wantedKey, {}));
}

void OverviewPage::showFirstStep(const Estate &estate)
{
    const bool hasList = m_model->rowCount() > 0;
    if (estate.isEmpty())
        m_empty->setContents(
            tr("What needs attention in the team's servers, folders, Moodle settings, courses and archives "
               "stands here.\nThe first step is to import the wiki page that lists the servers."),
            m_first.importPage(), m_first.addServer());
    else if (!estate.isAsked())
        m_empty->setContents(unaskedWords(), m_askAll);
    else
        m_empty->setContents(overviewState(estate) == State::Good ? tr("There is nothing to do.")
                                                                  : tr("Nothing is known that needs doing."),
                             nullptr);
    m_empty->setVisible(!hasList || !estate.isAsked());
    m_empty->setSizePolicy(QSizePolicy::Preferred, hasList ? QSizePolicy::Maximum : QSizePolicy::Expanding);
    m_list->setVisible(hasList);
}

const FindingRow *OverviewPage::chosen() const
{
    const FindingRow *row = m_model->at(m_view->currentIndex());
    return row && !row->isHeading() ? row : nullptr;
}

void OverviewPage::showChosen()
{
    const FindingRow *row = chosen();
    const bool isFinding = row && row->isFinding();
    const bool isAccepted = isFinding && row->accepted;
    const bool hasOwnAct = row && !isAccepted; // taking back has its action
    m_act->setText(hasOwnAct ? m_view->currentIndex().data(FindingModel::ActRole).toString()
                             : actWord(FindingAct::Show));
    m_act->setEnabled(row != nullptr);
    enableWriting(m_accept, isWritable(), isFinding && !isAccepted);
    enableWriting(m_takeBack, isWritable(), isAccepted);
    m_detail->setText(isFinding ? visibleLines(FindingDelegate::linesBelow(m_view->currentIndex()).join(u'\n'))
                                : QString());
}

void OverviewPage::showObject(const QString &key)
{
    const qsizetype row = m_model->reveal(key);
    if (row < 0) {
        m_wantedKey = key; // it may come with the reading that is under way
        return;
    }
    m_view->setCurrentIndex(m_model->index(int(row), 0));
    m_view->scrollTo(m_view->currentIndex());
}

void OverviewPage::copy()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    QGuiApplication::clipboard()->setText(FindingDelegate::wholeText(index));
    say(tr("The finding was copied."));
}

void OverviewPage::activate(const QModelIndex &index)
{
    const FindingRow *row = m_model->at(index);
    if (!row || row->isHeading())
        return;
    if (row->isFinding())
        emit objectActivated(row->finding.page, row->finding.object);
    else
        m_model->toggle(QString(row->fold)); // which may move the row
}

/// The button at its end.
void OverviewPage::actOnLine()
{
    const FindingRow *row = chosen();
    if (!row || !row->isFinding() || !row->accepted)
        act();
    else if (isWritable())
        takeBack();
    else
        say(m_takeBack->toolTip()); // why not
}

void OverviewPage::act()
{
    const FindingRow *row = chosen();
    if (!row)
        return;
    const Finding finding = row->finding;
    const FindingAct act = row->isFinding() && !row->accepted ? finding.act : FindingAct::Show;
    const auto place =
        std::find_if(ActPlaces.cbegin(), ActPlaces.cend(), [act](const ActPlace &each) { return each.act == act; });
    if (place == ActPlaces.cend()) {
        activate(m_view->currentIndex());
        return;
    }
    const bool isOfServer = place->page == Page::Servers; // or of a folder of it
    emit actRequested(place->page, isOfServer ? finding.object.section(u'/', 0, 0) : finding.object,
                      QLatin1String(place->action));
}

void OverviewPage::acceptFinding()
{
    const FindingRow *row = chosen();
    if (!row || !row->isFinding() || row->accepted || !isWritable())
        return;
    auto *dialog = openModal(new AcceptDialog(row->finding, context().workspace.clock()().date(), this));
    connect(dialog, &QDialog::accepted, this, [this, dialog, finding = row->finding] {
        const QString reason = dialog->reason();
        const Change accept {tr("Accept a finding"), tr("The finding is accepted; it stands at the end of the list."),
                             [finding, reason, until = dialog->until()](AcceptanceService &service) {
                                 return service.accept(finding, reason, until);
                             }};
        write(accept, takingBack(finding.id, reason.trimmed()));
    });
}

OverviewPage::Change OverviewPage::takingBack(const QString &finding, const QString &reason)
{
    return {tr("Take an acceptance back"), tr("The finding is open again."),
            [finding, reason](AcceptanceService &service) { return service.takeBack(finding, reason); }};
}

void OverviewPage::takeBack()
{
    const FindingRow *row = chosen();
    if (!row || !row->isFinding() || !row->accepted || !isWritable())
        return;
    const Change restore {
        tr("Accept a finding"), tr("The finding is accepted again, as it was."),
        [accepted = *row->accepted](AcceptanceService &service) { return service.restore(accepted); }};
    write(takingBack(row->finding.id, row->accepted->reason), restore);
}

void OverviewPage::write(const Change &change, const Change &back, bool isNew)
{
    clearError();
    AcceptanceService &acceptances = context().workspace.acceptances();
    context().jobs.start<void>(
        change.title, AcceptancesLane, this,
        [&acceptances, work = change.work](const CancelToken &, const ProgressSink &) { return work(acceptances); },
        [this, change, back, isNew](const Result<void> &written) {
            if (!written) {
                if (!isNew)
                    m_undo->clear(); // what it would undo next is no longer so
                showError(written.error());
                return;
            }
            if (isNew) {
                m_undo->push(new ValueCommand(
                    change.title, [this, change, back] { write(back, change, false); },
                    [this, change, back] { write(change, back, false); }));
                sayUndoable(change.done);
            } else {
                say(change.done);
            }
            emit workspaceChanged();
        });
}

} // namespace Nightkeep
