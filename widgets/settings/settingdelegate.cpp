// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/settingdelegate.h"

#include "models/base/state.h"
#include "models/settings/backupoption.h"
#include "models/settings/settingsmodel.h"
#include "widgets/common/newaction.h"
#include "widgets/common/themeicons.h"
#include "widgets/settings/hourspinbox.h"
#include "widgets/settings/weekdayseditor.h"

#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace Nightkeep {

namespace {

const BackupOption *optionAt(const QModelIndex &index)
{
    return findBackupOption(index.data(KeyRole).toString());
}

/// Moodle works with more than its form offers.
bool takesOtherNumbers(OptionKind kind)
{
    return kind == OptionKind::Keep || kind == OptionKind::Days || kind == OptionKind::Minute;
}

/// Words to choose from. What is chosen in the list is decided; a key or the wheel only goes to another word, so
/// that a stray one decides nothing before Enter.
class WordBox final : public QComboBox
{
public:
    using QComboBox::QComboBox;

    [[nodiscard]] bool isMoving() const { return m_moving; }
    [[nodiscard]] bool isDecided() const { return m_decided; }
    void decide() { m_decided = true; }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        m_moving = true;
        QComboBox::keyPressEvent(event);
        m_moving = false;
    }
    void wheelEvent(QWheelEvent *event) override
    {
        m_moving = true;
        QComboBox::wheelEvent(event);
        m_moving = false;
    }

private:
    bool m_moving = false;
    bool m_decided = false;
};

} // namespace

void SettingDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StateDelegate::initStyleOption(option, index);
    if (!option->icon.isNull() || !index.flags().testFlag(Qt::ItemIsEditable))
        return;
    option->icon = themeIcon(QStringLiteral("edit"), option->palette);
    option->features |= QStyleOptionViewItem::HasDecoration;
    const QStyle *style = option->widget ? option->widget->style() : QApplication::style();
    const int side = style->pixelMetric(QStyle::PM_SmallIconSize, option, option->widget);
    option->decorationSize = QSize(side, side);
}

void SettingDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    StateDelegate::paint(painter, option, index);
    if (!index.flags().testFlag(Qt::ItemIsEditable))
        return;
    painter->save();
    painter->setPen(dimmedColor(option.palette)); // Mid is not to be seen in the dark
    painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

QWidget *SettingDelegate::createWords(QWidget *parent, const QModelIndex &index) const
{
    auto *combo = new WordBox(parent);
    const BackupOption *option = optionAt(index);
    if (takesOtherNumbers(option->kind)) {
        combo->setEditable(true);
        combo->setInsertPolicy(QComboBox::NoInsert);
        combo->setCompleter(nullptr); // which would add to what is typed
    }
    QStringList choices = option->choices;
    const QString now = index.data(Qt::EditRole).toString();
    const QModelIndex live = index.siblingAtColumn(SettingsModel::LiveColumn);
    for (const QString &value : {optionFromWords(*option, live.data().toString()).value_or(now), now}) {
        if (!choices.contains(value) && isValidForOption(*option, value)) // Moodle's own form does not offer it
            choices.prepend(value);
    }
    for (const QString &stored : std::as_const(choices))
        combo->addItem(optionInWords(*option, stored), stored);
    connect(combo, &QComboBox::activated, this, [this, combo] {
        if (combo->isMoving())
            return;
        combo->decide();
        auto *self = const_cast<SettingDelegate *>(this);
        emit self->commitData(combo);
        emit self->closeEditor(combo);
    });
    return combo;
}

QLineEdit *SettingDelegate::createFolder(QWidget *parent, const QString &whenEmpty) const
{
    auto *line = new QLineEdit(parent);
    line->setPlaceholderText(whenEmpty);
    if (!m_checkFolder)
        return line;
    QAction *action = newAction(line, QStringLiteral("checkFolder"), QStringLiteral("search"),
                                tr("Check on the server…"), tr("Check this folder on the server (Alt+Down)"));
    action->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, line, [check = m_checkFolder, line] { check(line->text().trimmed()); });
    line->addAction(action, QLineEdit::TrailingPosition);
    return line;
}

QWidget *SettingDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const BackupOption *option = optionAt(index);
    if (!option)
        return nullptr;
    QWidget *editor = nullptr;
    switch (option->kind) {
    case OptionKind::OnOff:
    case OptionKind::Users:
    case OptionKind::Keep:
    case OptionKind::Days:
    case OptionKind::Minute:
    case OptionKind::Active:
    case OptionKind::Storage:
        editor = createWords(parent, index);
        break;
    case OptionKind::Weekdays:
        editor = new WeekdaysEditor(parent);
        break;
    case OptionKind::Hour:
        editor = new HourSpinBox(parent);
        break;
    case OptionKind::Folder:
        editor = createFolder(parent, optionInWords(*option, QString()));
        break;
    case OptionKind::Text:
        return nullptr;
    }
    editor->setObjectName(QStringLiteral("settingEditor"));
    editor->setAccessibleName(option->title);
    return editor;
}

void SettingDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QString stored = index.data(Qt::EditRole).toString();
    if (auto *combo = qobject_cast<QComboBox *>(editor)) {
        combo->setCurrentIndex(combo->findData(stored));
        if (combo->isEditable())
            combo->lineEdit()->selectAll(); // what is typed takes its place
    } else if (auto *days = qobject_cast<WeekdaysEditor *>(editor)) {
        days->setStored(stored);
    } else if (auto *hour = qobject_cast<HourSpinBox *>(editor)) {
        hour->setStored(stored);
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setText(stored);
    }
}

void SettingDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    const QString before = index.data(Qt::EditRole).toString();
    // What is there is offered for what nobody has agreed on: who only looks at it agrees on nothing.
    const bool isAgreed = index.column() == SettingsModel::AgreedColumn;
    if (const auto *line = qobject_cast<QLineEdit *>(editor)) {
        const bool isAsItWas = line->text() == before;
        if (!isAsItWas || (!isAgreed && isValidForOption(*optionAt(index), line->text()))) // else it was only looked at
            model->setData(index, line->text());
        return;
    }
    // Where a stored text makes no sense nothing stands here before somebody chooses.
    QString chosen;
    if (const auto *combo = qobject_cast<QComboBox *>(editor))
        chosen = combo->isEditable() ? combo->currentText() : combo->currentData().toString();
    else if (const auto *days = qobject_cast<WeekdaysEditor *>(editor))
        chosen = days->stored();
    else if (auto *hour = qobject_cast<HourSpinBox *>(editor))
        chosen = hour->stored();
    const auto *words = dynamic_cast<const WordBox *>(editor);
    const bool isLook =
        isAgreed && !(words && words->isDecided()) && optionFromWords(*optionAt(index), chosen) == before;
    if (!chosen.isEmpty() && !isLook)
        model->setData(index, chosen);
}

void SettingDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                           const QModelIndex &) const
{
    QRect place = option.rect;
    const QSize wanted = editor->sizeHint().expandedTo(editor->minimumSizeHint());
    place.setHeight(std::max(place.height(), wanted.height()));
    place.setWidth(std::max(place.width(), wanted.width()));
    if (const QWidget *viewport = editor->parentWidget()) {
        const QPoint over = place.bottomRight() - viewport->rect().bottomRight();
        place.translate(-std::clamp(over.x(), 0, std::max(0, place.left())),
                        -std::clamp(over.y(), 0, std::max(0, place.top())));
    }
    editor->setGeometry(place);
}

} // namespace Nightkeep
