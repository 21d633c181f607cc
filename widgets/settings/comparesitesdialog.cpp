// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/comparesitesdialog.h"

#include "models/base/bytepath.h"
#include "models/base/columntable.h"
#include "models/base/format.h"
#include "models/settings/settingsview.h"
#include "widgets/common/datatable.h"
#include "widgets/common/statedelegate.h"
#include "widgets/settings/settingpanel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

struct ComparedOption
{
    QString key; ///< what it means, or its name where the other edition has none like it
    QString title;
    OptionGroup group = OptionGroup::Internal;
    QStringList words; ///< by site: what Moodle has there; empty: it has no such option
    QStringList inForce; ///< likewise, in words: what it runs with; empty: there is none, or it is not known
    State state = State::Unknown;

    bool operator==(const ComparedOption &) const = default;
};

QString keyOfCompared(const BackupOption &option)
{
    return option.meaning.isEmpty() ? option.name : option.meaning;
}

/// Of one site alone there is nothing to compare.
State stateOfCompared(const ComparedOption &compared)
{
    QStringList known = compared.inForce;
    known.removeAll(QString());
    const int having = int(std::count_if(compared.words.cbegin(), compared.words.cend(),
                                         [](const QString &words) { return !words.isEmpty(); }));
    known.removeDuplicates();
    if (known.size() > 1)
        return State::Attention;
    return having > 1 && compared.inForce.count(known.value(0)) == having && !known.isEmpty() ? State::Good
                                                                                              : State::Unknown;
}

QString wordOfCompared(State state)
{
    switch (state) {
    case State::Good:
        return CompareSitesDialog::tr("the same");
    case State::Attention:
        return CompareSitesDialog::tr("different");
    case State::Bad:
    case State::Unknown:
    case State::Working:
        break;
    }
    return CompareSitesDialog::tr("not comparable");
}

void addToCompared(QList<ComparedOption> &all, const SettingRow &row, bool isKnown, qsizetype site, qsizetype sites)
{
    const QString key = keyOfCompared(row.option);
    auto found = std::find_if(all.begin(), all.end(), [&key](const ComparedOption &each) { return each.key == key; });
    if (found == all.end()) {
        ComparedOption compared;
        compared.key = key;
        compared.title = row.option.title;
        compared.group = row.option.group;
        for (qsizetype at = 0; at < sites; ++at) {
            compared.words << QString();
            compared.inForce << QString();
        }
        found = all.insert(all.end(), compared);
    }
    found->words[site] = row.valueInWords;
    // What Moodle notes for itself is not set by anybody.
    if (isKnown && row.state != SettingState::Unknown && row.option.group != OptionGroup::Internal)
        found->inForce[site] = optionInWords(row.option, effective(row));
}

QList<ComparedOption> comparedOptions(const QList<SettingsView> &views)
{
    QList<ComparedOption> all;
    for (qsizetype site = 0; site < views.size(); ++site) {
        const SettingsView &view = views.at(site);
        for (const SettingRow &row : view.rows)
            addToCompared(all, row, view.readAt.isValid() && isInForceKnown(view), site, views.size());
    }
    for (ComparedOption &compared : all)
        compared.state = stateOfCompared(compared);
    std::stable_sort(all.begin(), all.end(),
                     [](const ComparedOption &a, const ComparedOption &b) { return a.group < b.group; });
    return all;
}

TableDescription<ComparedOption> comparedDescription(const QList<SettingsView> &views, const QDateTime &now)
{
    using Row = ComparedOption;
    using Column = TableColumn<Row>;
    QList<Column> columns {
        Column(CompareSitesDialog::tr("About"), [](const Row &row) { return optionGroupWord(row.group); })
            .with(&Column::sortValue, [](const Row &row) { return QVariant(int(row.group)); }),
        Column(CompareSitesDialog::tr("Option"), [](const Row &row) { return visibleText(row.title); }),
        Column(CompareSitesDialog::tr("Compared"), [](const Row &row) {
            return wordOfCompared(row.state);
        }).with(&Column::sortValue, [](const Row &row) {
              return QVariant(stateRank(row.state));
          }).with(&Column::state, [](const Row &row) { return std::optional(row.state); })};
    for (qsizetype site = 0; site < views.size(); ++site) {
        const SettingsView &view = views.at(site);
        columns << Column(visibleText(view.site.name),
                          [site](const Row &row) {
                              const QString words = row.words.at(site);
                              return words.isEmpty() ? CompareSitesDialog::tr("has no such option") : words;
                          })
                       .with(&Column::explanation,
                             view.readAt.isValid()
                                 ? CompareSitesDialog::tr("Read %1.", "an age").arg(ageInWords(view.readAt, now))
                                 : CompareSitesDialog::tr("Never read."));
    }
    return {[](const Row &row) { return row.key; }, columns};
}

} // namespace

CompareSitesDialog::CompareSitesDialog(const PageContext &context, const QList<SettingsView> &views,
                                       const QString &chosen, QWidget *parent)
    : TableDialog(context, QStringLiteral("compareSites"), QStringLiteral("sites.csv"), parent)
    , m_from(new QComboBox(this))
{
    setWindowTitle(tr("Sites side by side"));
    m_from->setObjectName(QStringLiteral("compareFrom"));
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const SettingsView &view : views) {
        if (view.site.name != chosen && view.readAt.isValid())
            m_from->addItem(visibleText(view.site.name), view.site.name);
    }
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("Copy &from:"), m_from);
    QPushButton *copy = addButton(QStringLiteral("compareCopyTo"), tr("Copy to this site…"));
    setPlainToolTip(*copy,
                    tr("Choose the values of the other site for %1: they are pending until they are reviewed "
                       "and written",
                       "a site")
                        .arg(chosen));
    copy->setEnabled(m_from->count() > 0);
    connect(copy, &QPushButton::clicked, this, [this] { emit copyRequested(m_from->currentData().toString()); });
    auto *model = new ColumnTable(comparedDescription(views, now()), this);
    setModel(model, tr("Nothing is known of these sites yet."));
    content()->addLayout(form);
    content()->addWidget(table(), 1);
    const QList<ComparedOption> all = comparedOptions(views);
    model->setRows(all, now());
    const auto count = [&all](State state) {
        return int(std::count_if(all.cbegin(), all.cend(),
                                 [state](const ComparedOption &each) { return each.state == state; }));
    };
    const int different = count(State::Attention);
    const int unknown = count(State::Unknown);
    const QString sentence = different > 0 ? tr("%n options are different.", nullptr, different)
        : count(State::Good) > 0           ? tr("No option that can be compared is different.")
                                           : tr("No option can be compared.");
    setAnswer(different > 0      ? State::Attention
                  : unknown == 0 ? State::Good
                                 : State::Unknown,
              sentence,
              unknown > 0
                  ? tr("%n options cannot be compared: a site has none like it, or it is not known.", nullptr, unknown)
                  : QString());
    begin(140, 32);
}

} // namespace Nightkeep
