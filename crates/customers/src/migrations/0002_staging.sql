CREATE TABLE customers_customer_staged (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    id UUID NOT NULL,
    seen_version BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    owner_id UUID,
    tier TEXT NOT NULL,
    tags TEXT NOT NULL,
    fields TEXT NOT NULL,
    batch_row BIGINT NOT NULL,
    PRIMARY KEY (org_id, batch_id, id)
);

CREATE TABLE customers_order_staged (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    id UUID NOT NULL,
    seen_version BIGINT NOT NULL,
    code TEXT NOT NULL,
    customer_id UUID NOT NULL,
    customer_version BIGINT NOT NULL,
    owner_id UUID,
    signed_on DATE NOT NULL,
    due_on DATE,
    currency TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    fields TEXT NOT NULL,
    batch_row BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    PRIMARY KEY (org_id, batch_id, id)
);

CREATE TABLE customers_order_line_staged (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    order_id UUID NOT NULL,
    id UUID NOT NULL,
    place BIGINT NOT NULL,
    product_id UUID,
    product_version BIGINT,
    quantity BIGINT NOT NULL,
    net_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    unit_cost_minor BIGINT,
    PRIMARY KEY (org_id, batch_id, order_id, id)
);

CREATE TABLE customers_order_payee_staged (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    order_id UUID NOT NULL,
    member_id UUID NOT NULL,
    place BIGINT NOT NULL,
    share_ppm BIGINT NOT NULL,
    is_split BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, batch_id, order_id, member_id)
);

CREATE TABLE customers_payment_staged (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    id UUID NOT NULL,
    seen_version BIGINT NOT NULL,
    code TEXT NOT NULL,
    order_id UUID,
    moves BOOLEAN NOT NULL,
    customer_id UUID,
    customer_version BIGINT NOT NULL,
    received_on DATE NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    account TEXT NOT NULL,
    batch_row BIGINT NOT NULL,
    PRIMARY KEY (org_id, batch_id, id)
);

CREATE TABLE customers_refund_staged (
    org_id BIGINT NOT NULL,
    batch_id UUID NOT NULL,
    id UUID NOT NULL,
    seen_version BIGINT NOT NULL,
    code TEXT NOT NULL,
    payment_id UUID NOT NULL,
    payment_version BIGINT NOT NULL,
    refunded_on DATE NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    batch_row BIGINT NOT NULL,
    PRIMARY KEY (org_id, batch_id, id)
);
