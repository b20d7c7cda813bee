insert into customer (id, name) values (1, 'ada'), (2, 'grace');
insert into product (id, name, price) values (1, 'loom', 1200.00), (2, 'heddle', 3.50), (3, 'shuttle', 18.00);
insert into orders (id, customer_id) values (1, 1), (2, 1), (3, 2);
insert into order_line (id, order_id, product_id, quantity) values (1, 1, 1, 1), (2, 1, 2, 40), (3, 2, 3, 2), (4, 3, 2, 10);
alter table orders alter column id restart with 100;
alter table order_line alter column id restart with 100;
