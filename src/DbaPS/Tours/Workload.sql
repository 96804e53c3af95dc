-- the shop's workload · every engine
-- reads   : customer, product, orders, order_line
-- needs   : the tour's shop
-- params  :
-- columns :

-- the newest orders of a customer
SELECT o.id, o.ordered_at, o.total FROM orders o WHERE o.customer_id = 42 ORDER BY o.ordered_at DESC LIMIT 10;

-- what customers of one town have spent
SELECT c.id, c.name, sum(o.total) AS spent FROM customer c JOIN orders o ON o.customer_id = c.id WHERE c.city = 'Brno' GROUP BY c.id, c.name ORDER BY spent DESC LIMIT 20;

-- how often a customer came back
SELECT count(*), min(o.ordered_at), max(o.ordered_at) FROM orders o WHERE o.customer_id = 815;

-- one order with its lines
SELECT l.line, p.name, l.quantity, l.price FROM order_line l JOIN product p ON p.id = l.product_id WHERE l.order_id = 31337 ORDER BY l.line;

-- how much some customers buy
SELECT c.id, c.name, count(o.id) AS orders FROM customer c LEFT JOIN orders o ON o.customer_id = c.id WHERE c.id BETWEEN 3000 AND 3040 GROUP BY c.id, c.name ORDER BY orders DESC;

-- products described in a word
SELECT p.id, p.name FROM product p WHERE p.description LIKE '%repairable%' AND p.category = 'Garden';

-- what one day brought
SELECT count(*), sum(o.total) FROM orders o WHERE o.ordered_at >= '2024-11-29' AND o.ordered_at < '2024-11-30';
