// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/policyeditor.h"

#include "widgets/common/plainlabel.h"
#include "widgets/common/statedelegate.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>

namespace Nightkeep {

namespace {

using PolicyPart = std::optional<StorageRules> RetentionPolicy::*;

template<PolicyPart Part, int StorageRules::*Figure> int *editedStorage(RetentionPolicy &policy)
{
    return policy.*Part ? &((*(policy.*Part)).*Figure) : nullptr;
}

int *editedKeep(RetentionPolicy &policy)
{
    return policy.course ? &policy.course->keep : nullptr;
}

int *editedDeleteDays(RetentionPolicy &policy)
{
    return policy.course && policy.course->later ? &policy.course->deleteDays : nullptr;
}

int *editedDumpDays(RetentionPolicy &policy)
{
    return policy.dumps && policy.dumps->naming == DumpNaming::Dated ? &policy.dumps->keepDays : nullptr;
}

int *editedArchiveYears(RetentionPolicy &policy)
{
    return policy.archives ? &policy.archives->keepYears : nullptr;
}

} // namespace

PolicyEditor::PolicyEditor(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins({});
    layout->setRowWrapPolicy(QFormLayout::WrapLongRows);
    layout->addRow(plainLabel(this, policyFigureTitle(PolicyFigure::Weekdays)), weekdays());
    addFigures(*layout);
    showAll();
}

void PolicyEditor::addFigures(QFormLayout &layout)
{
    constexpr PolicyPart server = &RetentionPolicy::storage;
    constexpr PolicyPart dumps = &RetentionPolicy::dumpStorage;
    constexpr int mostCopies = 9999; // the storage manager's own, as in serverdecisions.h
    constexpr int mostDays = 36500;
    const auto title = [](PolicyFigure figure) { return policyFigureTitle(figure); };
    const Range keepRange {0, 0, 70, mostCopies, tr("all")};
    const Range neverRange {0, 0, 400, mostDays, tr("never")};
    const Range copiesRange {1, NoLimit, 70, mostCopies, tr("no limit")};
    const Range deletedRange {0, NoLimit, 70, mostCopies, tr("no limit")};
    const Range daysRange {0, NoLimit, 400, mostDays, tr("no limit")};
    addFigure(layout, "keep", title(PolicyFigure::Keep), editedKeep, keepRange);
    addFigure(layout, "deleteDays", title(PolicyFigure::DeleteDays), editedDeleteDays, neverRange);
    addFigure(layout, "copies", title(PolicyFigure::VersionsExist), editedStorage<server, &StorageRules::versionsExist>,
              copiesRange);
    addFigure(layout, "days", title(PolicyFigure::RetainExtra), editedStorage<server, &StorageRules::retainExtra>,
              daysRange);
    addFigure(layout, "deletedCopies", title(PolicyFigure::VersionsDeleted),
              editedStorage<server, &StorageRules::versionsDeleted>, deletedRange);
    addFigure(layout, "deletedDays", title(PolicyFigure::RetainOnly), editedStorage<server, &StorageRules::retainOnly>,
              daysRange);
    layout.addRow(plainLabel(this, title(PolicyFigure::DumpNaming)), naming());
    addFigure(layout, "dumpKeepDays", title(PolicyFigure::DumpKeepDays), editedDumpDays, neverRange);
    addFigure(layout, "dumpCopies", title(PolicyFigure::DumpVersionsExist),
              editedStorage<dumps, &StorageRules::versionsExist>, copiesRange);
    addFigure(layout, "dumpDays", title(PolicyFigure::DumpRetainExtra),
              editedStorage<dumps, &StorageRules::retainExtra>, daysRange);
    addFigure(layout, "archiveYears", tr("Years that a term archive is kept"), editedArchiveYears,
              {1, NoLimit, 30, 100, tr("for ever")});
}

QWidget *PolicyEditor::weekdays()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    for (int day = 0; day < 7; ++day) {
        const int ofQt = day == 0 ? 7 : day; // Monday first there
        auto *button = new QPushButton(locale().standaloneDayName(ofQt, QLocale::ShortFormat), row);
        button->setObjectName(QStringLiteral("whatIfDay%1").arg(day));
        button->setAccessibleName(locale().standaloneDayName(ofQt, QLocale::LongFormat));
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setMinimumWidth(button->fontMetrics().averageCharWidth() * 5);
        connect(button, &QPushButton::toggled, this, [this, day](bool checked) {
            if (!m_policy.course || m_policy.course->weekdays.size() != 7)
                return;
            m_policy.course->weekdays[day] = checked ? u'1' : u'0';
            emit policyChanged();
        });
        layout->addWidget(button);
        m_days << button;
    }
    return row;
}

QWidget *PolicyEditor::naming()
{
    m_naming = new QComboBox(this);
    m_naming->setObjectName(QStringLiteral("whatIfNaming"));
    m_naming->setAccessibleName(policyFigureTitle(PolicyFigure::DumpNaming));
    m_naming->addItem(tr("recycled names: one a weekday, a month, a year"), int(DumpNaming::Recycled));
    m_naming->addItem(tr("dated names: one of its own each day"), int(DumpNaming::Dated));
    m_naming->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_naming->setMinimumContentsLength(16);
    connect(m_naming, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_policy.dumps)
            return;
        m_policy.dumps->naming = DumpNaming(m_naming->currentData().toInt());
        showAll(); // how long dated ones are kept counts now, or does not
        emit policyChanged();
    });
    return m_naming;
}

void PolicyEditor::addFigure(QFormLayout &layout, const char *name, const QString &title, int *(*of)(RetentionPolicy &),
                             const Range &range)
{
    Figure figure {of,
                   range.wordValue == 0 ? 0 : range.least - 1,
                   range.wordValue,
                   range.word,
                   new QSpinBox(this),
                   new QSlider(Qt::Horizontal, this)};
    figure.spin->setObjectName(QStringLiteral("whatIf-") + QLatin1String(name));
    figure.spin->setAccessibleName(title);
    figure.spin->setRange(figure.least, range.most);
    figure.slider->setObjectName(QStringLiteral("whatIfSlider-") + QLatin1String(name));
    figure.slider->setAccessibleName(title);
    figure.slider->setRange(figure.least, range.usual);
    figure.slider->setPageStep(7);
    auto *label = plainLabel(this, title);
    label->setBuddy(figure.spin);
    auto *row = new QHBoxLayout;
    row->addWidget(figure.slider, 1);
    row->addWidget(figure.spin);
    layout.addRow(label, row);
    m_figures << figure;
    connect(figure.spin, &QSpinBox::valueChanged, this, [this, figure](int value) { take(figure, value); });
    connect(figure.slider, &QSlider::valueChanged, figure.spin, &QSpinBox::setValue);
}

void PolicyEditor::showFigure(const Figure &figure)
{
    const int *value = figure.of(m_policy);
    const QSignalBlocker quietSpin(figure.spin);
    const QSignalBlocker quietSlider(figure.slider);
    for (QWidget *widget : {static_cast<QWidget *>(figure.spin), static_cast<QWidget *>(figure.slider)}) {
        widget->setEnabled(value != nullptr);
        setPlainToolTip(*widget, value ? QString() : tr("It is not known, or does not count here."));
    }
    figure.spin->setSpecialValueText(value ? figure.word : QStringLiteral("—"));
    const int shown = !value || *value == figure.wordValue ? figure.least : *value;
    figure.spin->setValue(shown);
    figure.slider->setValue(shown); // as far as it goes
}

void PolicyEditor::take(const Figure &figure, int value)
{
    int *moved = figure.of(m_policy);
    if (!moved)
        return;
    *moved = value == figure.least ? figure.wordValue : value;
    const QSignalBlocker quiet(figure.slider);
    figure.slider->setValue(value);
    emit policyChanged();
}

void PolicyEditor::showAll()
{
    const QString flags = m_policy.course ? m_policy.course->weekdays : QString();
    for (int day = 0; day < m_days.size(); ++day) {
        const QSignalBlocker quiet(m_days.at(day));
        m_days.at(day)->setEnabled(flags.size() == m_days.size());
        m_days.at(day)->setChecked(flags.size() == m_days.size() && flags.at(day) == u'1');
    }
    const QSignalBlocker quiet(m_naming);
    m_naming->setEnabled(m_policy.dumps.has_value());
    if (m_policy.dumps)
        m_naming->setCurrentIndex(m_naming->findData(int(m_policy.dumps->naming)));
    for (const Figure &figure : std::as_const(m_figures))
        showFigure(figure);
}

void PolicyEditor::setPolicy(const RetentionPolicy &policy)
{
    m_policy = policy;
    showAll();
}

} // namespace Nightkeep
