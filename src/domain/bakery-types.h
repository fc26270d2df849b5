/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Forward declarations of the domain's types, so that headers need not include each other. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _BakeryEntity BakeryEntity;
typedef struct _BakeryEntityType BakeryEntityType;
typedef struct _BakeryField BakeryField;
typedef struct _BakeryEnum BakeryEnum;
typedef struct _BakeryViolations BakeryViolations;
typedef struct _BakeryJsonWriter BakeryJsonWriter;

typedef struct _BakeryAccount BakeryAccount;
typedef struct _BakeryAuditEntry BakeryAuditEntry;
typedef struct _BakeryMail BakeryMail;
typedef struct _BakeryPaymentMethodReference BakeryPaymentMethodReference;
typedef struct _BakeryStore BakeryStore;
typedef struct _BakeryCake BakeryCake;
typedef struct _BakeryFormerCake BakeryFormerCake;
typedef struct _BakeryOptionGroup BakeryOptionGroup;
typedef struct _BakeryOption BakeryOption;
typedef struct _BakeryCustomisation BakeryCustomisation;
typedef struct _BakeryCartLine BakeryCartLine;
typedef struct _BakeryOrder BakeryOrder;
typedef struct _BakeryOrderItem BakeryOrderItem;
typedef struct _BakeryFavourite BakeryFavourite;
typedef struct _BakeryImage BakeryImage;
typedef struct _BakeryPreference BakeryPreference;
typedef struct _BakeryRating BakeryRating;
typedef struct _BakeryComplaint BakeryComplaint;
typedef struct _BakeryComplaintReply BakeryComplaintReply;
typedef struct _BakeryNotification BakeryNotification;
typedef struct _BakeryOrderLine BakeryOrderLine;
typedef struct _BakeryOrderEvent BakeryOrderEvent;
typedef struct _BakeryPayment BakeryPayment;
typedef struct _BakeryPaymentRequest BakeryPaymentRequest;
typedef struct _BakeryRefund BakeryRefund;
typedef struct _BakeryDayClose BakeryDayClose;
typedef struct _BakeryDayCloseMethod BakeryDayCloseMethod;
typedef struct _BakeryDayCloseTax BakeryDayCloseTax;
typedef struct _BakeryDelivery BakeryDelivery;
typedef struct _BakeryDeliveryStop BakeryDeliveryStop;
typedef struct _BakeryPosition BakeryPosition;
typedef struct _BakeryInventoryItem BakeryInventoryItem;
typedef struct _BakeryInventoryLot BakeryInventoryLot;
typedef struct _BakeryStockMovement BakeryStockMovement;
typedef struct _BakeryBakeMark BakeryBakeMark;
typedef struct _BakeryUnmetDemand BakeryUnmetDemand;
typedef struct _BakeryRecipe BakeryRecipe;
typedef struct _BakeryRecipeLine BakeryRecipeLine;

G_END_DECLS
